import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.plugins.PluginInfo;

/**
 * One OpenSearch node, its modules taken from the class path. Arguments: its folder, the id of the process that it ends
 * with, and settings as name=value. Once it answers, the file "port" in its folder has the port of its HTTP.
 */
public final class Node extends org.opensearch.node.Node {
    private static final List<String> MODULES = List.of(
        "org.opensearch.transport.Netty4ModulePlugin",
        "org.opensearch.analysis.common.CommonAnalysisModulePlugin",
        "org.opensearch.painless.PainlessModulePlugin");

    private Node(Settings settings, Path config) {
        super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), config, () -> "node"),
            MODULES.stream().map(Node::describe).toList(), false);
    }

    private static PluginInfo describe(String module) {
        return new PluginInfo(module, "", "", Version.CURRENT, "21", module, null, List.of(), false);
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        // Whoever wanted the node may be killed: nothing is to be left running then.
        ProcessHandle.of(Long.parseLong(arguments[1])).ifPresentOrElse(
            wanted -> wanted.onExit().thenRun(() -> System.exit(0)), () -> System.exit(0));
        Path config = Files.createDirectories(home.resolve("config"));
        Settings.Builder settings = Settings.builder().put("path.home", home.toString());
        Stream.of(arguments).skip(2).map(argument -> argument.split("=", 2))
            .forEach(pair -> settings.put(pair[0], pair[1]));
        Node node = new Node(settings.build(), config);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        int port = node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress().getPort();
        Path written = Files.writeString(home.resolve("port.new"), Integer.toString(port));
        Files.move(written, home.resolve("port"), StandardCopyOption.ATOMIC_MOVE);
        Thread.currentThread().join();
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (Exception error) {
            error.printStackTrace();
        }
    }
}
