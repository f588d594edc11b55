"""Invented values that several tests of the hand-off share."""

CENTRE, OTHER = "fi-sn", "fi-th"
CHAT = "chat-one"
PACKET = {"topic": "wages_unpaid", "language": "ar", "place": "Dresden", "states": "DE-SN", "summary": "canary summary"}
TRANSCRIPT = [{"who": "person", "text": "canary talk", "topic": "wages_unpaid"},
              {"who": "assistant", "text": "مرحبا", "german": "Hallo"}]
FACTS = {"kind": "claim_deadline", "values": {}, "day": "2026-11-30", "german": "Rechnung"}
