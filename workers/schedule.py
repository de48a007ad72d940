"""What beat asks for, and how often (seconds). Two beats do no harm: the database decides."""

SCHEDULE = {
    "timers": {"task": "palier.fire_timers", "schedule": 5.0, "options": {"expires": 5}},
    "relay": {"task": "palier.keep_promises", "schedule": 5.0, "options": {"expires": 5}},
    "messages": {"task": "palier.deliver_messages", "schedule": 15.0, "options": {"expires": 15}},
    "proofs": {"task": "palier.play_proofs", "schedule": 2.0, "options": {"expires": 2}},
}
