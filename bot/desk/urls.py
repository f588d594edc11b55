"""The addresses of the desk. Each view names the roles that may call it (bot/desk/access.py)."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from bot.desk.views import administration, cases, entry, figures, mistakes, record, sentences


class Code(StringConverter):
    """The code of a case."""

    regex = "AL-[A-Z0-9]{3}-[A-Z0-9]{3}"


register_converter(Code, "code")

urlpatterns = [
    path("", entry.start, name="start"),
    path("login", entry.login, name="login"),
    path("logout", entry.logout, name="logout"),
    path("language", entry.language, name="language"),
    path("password", entry.password, name="password"),
    path("code", entry.code, name="code"),
    path("second-factor", entry.second_factor, name="second_factor"),
    path("second-factor/picture.svg", entry.second_factor_picture, name="second_factor_picture"),
    path("cases", cases.cases, name="cases"),
    path("cases/<code:code>", cases.case, name="case"),
    path("cases/<code:code>/reveal", cases.reveal, name="reveal"),
    path("cases/<code:code>/print", cases.print_view, name="print"),
    path("cases/<code:code>/take", cases.take, name="take"),
    path("cases/<code:code>/note", cases.note, name="note"),
    path("cases/<code:code>/answer", cases.answer, name="answer"),
    path("cases/<code:code>/sentence/<slug:key>", sentences.sentence, name="sentence"),
    path("cases/<code:code>/end-talk", cases.end_talk, name="end_talk"),
    path("cases/<code:code>/pass-on", cases.ask_to_pass_on, name="ask_to_pass_on"),
    path("cases/<code:code>/close", cases.close, name="close"),
    path("cases/<code:code>/delete", cases.delete, name="delete"),
    path("cases/<code:code>/mistake/<int:number>", mistakes.report, name="report"),
    path("centre", record.record, name="record"),
    path("figures", figures.figures, name="figures"),
    path("figures.csv", figures.figures_csv, name="figures_csv"),
    path("mistakes", mistakes.mistakes, name="mistakes"),
    path("mistakes/<int:number>", mistakes.judge, name="judge"),
    path("accounts", administration.accounts, name="accounts"),
    path("accounts/new", administration.new_account, name="new_account"),
    path("accounts/<int:number>/password", administration.new_password, name="new_password"),
    path("accounts/<int:number>/switch", administration.switch_account, name="switch_account"),
    path("centres", administration.settings, name="settings"),
    path("centres/<slug:key>", administration.setting, name="setting"),
    path("log", administration.acts, name="acts"),
]
