"""Deterministic generated data with obvious optimal recommendations: each user has items of one of four groups."""

import random

TASTES, ITEMS_OF_A_TASTE, USERS, EVENTS_OF_A_USER = 4, 15, 240, 9
ACTIONS = ("install-app", "join-club", "write-review", "subscribe", "invite-friend", "fill-in-profile")
BEGINNING = 1_700_000_000


def item(taste, number):
    return f"item-{taste}-{number}"


def taste_of(item_id):
    return int(item_id.split("-")[1])


def csv(header, lines):
    return ("\n".join([header, *lines]) + "\n").encode()


def visits():
    """Returns each user's items, by time: (user, item, second)."""
    lottery = random.Random(7)
    for user in range(USERS):
        liked = lottery.sample(range(ITEMS_OF_A_TASTE), EVENTS_OF_A_USER)
        for step, number in enumerate(liked):
            taste = user % TASTES if lottery.random() < 0.95 else lottery.randrange(TASTES)
            yield f"user-{user}", item(taste, number), BEGINNING + user * 100 + step


def interactions(*event_types):
    """Returns a file with an event of each type for each item of a user."""
    lines = (f"{user},{thing},{second},{kind}" for user, thing, second in visits() for kind in event_types)
    return csv("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE", lines)


def items():
    """Returns a file of all items; an item's genre is the name of its group."""
    lines = (f"{item(t, n)},{n + 1}.5,genre-{t}" for t in range(TASTES) for n in range(ITEMS_OF_A_TASTE))
    return csv("ITEM_ID,PRICE,GENRE", lines)


SUBJECTS = ("sailing", "baking", "climbing", "gardening")


def described_items():
    """Returns the same items with names and texts about their group."""
    lines = (
        f"{item(t, n)},{n + 1}.5,The {SUBJECTS[t]} book {n},Everything about {SUBJECTS[t]} for those who love {SUBJECTS[t]}."
        for t in range(TASTES)
        for n in range(ITEMS_OF_A_TASTE)
    )
    return csv("ITEM_ID,PRICE,TITLE,DESCRIPTION", lines)


def users():
    return csv("USER_ID,AGE", (f"user-{user},{20 + user % 50}" for user in range(USERS)))


def actions():
    return csv("ACTION_ID,KIND,VALUE", (f"{action},kind-{n % 2},{n + 1}" for n, action in enumerate(ACTIONS)))


def action_interactions():
    """Returns action interactions: the users of a group take one action of six, decline another, and view all."""
    lines = []
    for user in range(USERS):
        for n, action in enumerate(ACTIONS):
            done = {user % TASTES: "TAKEN", (user + 1) % TASTES: "NOT_TAKEN"}.get(n, "VIEWED")
            lines.append(f"user-{user},{action},{done},{BEGINNING + user * 100 + n}")
    return csv("USER_ID,ACTION_ID,EVENT_TYPE,TIMESTAMP", lines)
