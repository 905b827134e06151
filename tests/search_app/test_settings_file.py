"""bantin.toml and the environment: what is read, which goes first, and that what is wrong is told with its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from search_app.settings import MailServer, Settings
from search_app.settings_file import SettingsError, SettingsFile, read_settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in SettingsFile.model_fields:
        monkeypatch.delenv(f"BANTIN_{key.upper()}", raising=False)


MAIL = 'smtp_host = "h.example"\nsmtp_from = "a@h.example"\naddress = "https://h.example"\n'


def settings_of(folder: Path, text: str) -> Settings:
    (folder / "bantin.toml").write_text(text, encoding="utf-8")
    return read_settings(DataDir(folder))


def test_without_a_file_the_pages_have_a_name(tmp_path: Path) -> None:
    made = read_settings(DataDir(tmp_path))
    assert made == Settings(DataDir(tmp_path))
    assert made.unset == ("agency", "postal_address", "telephone", "email", "licence")


def test_all_keys(tmp_path: Path) -> None:
    (tmp_path / "huy-hieu.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (tmp_path / "dau.png").write_bytes(b"\x89PNG")
    made = settings_of(tmp_path, """
        name = "Bản tin Trường Hà"
        tagline = "Tin của tỉnh"
        address = "https://timkiem.example/"
        agency = "Văn phòng UBND tỉnh Trường Hà"
        postal_address = "1 đường Trần Phú, thị xã Kim Bồng"
        telephone = "0299 3822 000"
        email = "vanphong@truongha.example"
        licence = "Ghi rõ nguồn khi phát hành lại."
        seal = "dau.png"
        seal_link = "https://tinnhiem.example/truongha"
        emblem = "huy-hieu.svg"
        colour = "#7A1F1F"
    """)
    assert made.unset == () and made.public_address == "https://timkiem.example" and made.colour == "#7a1f1f"
    assert made.emblem and made.emblem.media_type == "image/svg+xml" and made.emblem.path == tmp_path / "huy-hieu.svg"
    assert made.seal and made.seal.media_type == "image/png" and made.seal_link == "https://tinnhiem.example/truongha"


def test_the_environment_goes_first_and_an_empty_variable_is_none(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANTIN_NAME", "Tên khác")
    monkeypatch.setenv("BANTIN_TAGLINE", "")
    monkeypatch.setenv("BANTIN_CONTACT", "a@b.example")  # another room's
    made = settings_of(tmp_path, 'name = "Tên trong tệp"\ntagline = "Dòng trong tệp"\n')
    assert (made.name, made.tagline) == ("Tên khác", "Dòng trong tệp")


@pytest.mark.parametrize(("text", "told"), [
    ("name = 5\n", "bantin.toml: name: phải là chuỗi"),
    (f'agency = "{"a" * 201}"\n', "bantin.toml: agency: dài quá 200 ký tự"),
    ('colr = "x"\n', "bantin.toml: colr: không có khóa này; các khóa: name, tagline"),
    ('[agency]\nname = "x"\n', "bantin.toml: agency: phải là chuỗi"),
    ('email = "khong-phai"\n', "bantin.toml: email: “khong-phai” không phải địa chỉ thư điện tử"),
    ('telephone = "hỏi lễ tân"\n', "bantin.toml: telephone: “hỏi lễ tân” không phải số điện thoại"),
    ('address = "timkiem.example"\n', "bantin.toml: address: “timkiem.example” không phải địa chỉ http hay https"),
    ('seal_link = "javascript:alert(1)"\n', "bantin.toml: seal_link: “javascript:alert(1)” không phải địa chỉ http"),
    ('colour = "red"\n', "bantin.toml: colour: “red” không phải màu dạng #123250"),
    ('colour = "#f2b84b"\n', "bantin.toml: colour: chữ trắng trên màu #f2b84b khó đọc"),
    ('emblem = "khong-co.svg"\n', "bantin.toml: emblem: không đọc được"),
    ('emblem = "bantin.toml"\n', "bantin.toml: emblem: “bantin.toml” phải là tệp .svg, .png"),
    ('smtp_host = "thu máy"\n', "bantin.toml: smtp_host: “thu máy” không phải tên máy chủ"),
    ("smtp_port = 0\n", "bantin.toml: smtp_port: phải là số từ 1 trở lên"),
    ("smtp_port = 70000\n", "bantin.toml: smtp_port: là số quá lớn"),
    ('metrics_from = "10.42.0.1/16"\n', "bantin.toml: metrics_from: “10.42.0.1/16” không phải các mạng"),
    ("limit_pages = -1\n", "bantin.toml: limit_pages: phải là số từ 0 trở lên"),
    ('smtp_security = "ssl"\n', "bantin.toml: smtp_security: phải là starttls, tls hoặc none"),
    ('smtp_from = "bản tin@x.example"\n', "bantin.toml: smtp_from: “bản tin@x.example” không phải địa chỉ thư điện tử"),
    ('smtp_host = "h.example"\n', "bantin.toml: smtp_from: thiếu"),
    ('smtp_host = "h.example"\nsmtp_from = "a@h.example"\n', "bantin.toml: address: thiếu"),
    (MAIL + 'smtp_user = "u"\n', "bantin.toml: smtp_password: thiếu"),
    (MAIL + 'smtp_password = "bí mật"\n', "bantin.toml: smtp_user: thiếu"),
    (MAIL + 'smtp_user = "u"\nsmtp_password = "bí mật"\nsmtp_security = "none"\n',
     "bantin.toml: smtp_security: mật khẩu không được gửi đi khi không mã hóa"),
    ("name = \n", "bantin.toml: không đọc được: sai cú pháp TOML ở dòng 1"),
])
def test_what_is_wrong_is_told_with_its_key(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError) as raised:
        settings_of(tmp_path, text)
    assert told in str(raised.value) and "bí mật" not in str(raised.value)


def test_a_wrong_variable_is_told_by_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANTIN_COLOUR", "blue")
    with pytest.raises(SettingsError, match="^BANTIN_COLOUR: “blue” không phải màu"):
        read_settings(DataDir(tmp_path))


def test_a_picture_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x" * 200_001)
    with pytest.raises(SettingsError, match="emblem: .*a.png lớn hơn 200 KB"):
        settings_of(tmp_path, 'emblem = "a.png"\n')


def test_a_mail_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_of(tmp_path, MAIL).mail == MailServer("h.example", "a@h.example")
    monkeypatch.setenv("BANTIN_SMTP_PASSWORD", "bí mật")
    made = settings_of(tmp_path, MAIL + 'smtp_user = "u"\nsmtp_port = 465\nsmtp_security = "tls"\n').mail
    assert made == MailServer("h.example", "a@h.example", 465, "tls", "u", "bí mật") and "bí mật" not in repr(made)
    local = MAIL.replace("h.example\"\nsmtp_from", "127.0.0.1\"\nsmtp_from")
    assert settings_of(tmp_path, local + 'smtp_user = "u"\nsmtp_security = "none"\n').mail is not None
