"""Invented values that the desk's tests share."""

OWN, FOREIGN = "fi-bw-stuttgart", "fi-fachstelle"
PASSWORD = "a long invented password"
SECRET = "only-for-tests-" * 3
PHONE = "0171 2345678"
TRANSCRIPT = [
    {"who": "assistant", "text": "مرحبا", "german": "Hallo"},
    {"who": "person", "text": f"My boss Ahmed Yilmaz does not pay, call me {PHONE}", "topic": "wages_deductions"},
    {"who": "assistant", "text": "هذا ما يقوله القانون", "german": "Das sagt das Gesetz"},
    {"who": "person", "text": "ok", "topic": None},
]
