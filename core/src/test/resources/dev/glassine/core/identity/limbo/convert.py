#!/usr/bin/env python3
"""Turns limbo.json (first argument) into limbo.txt: what LimboTest reads, without the descriptions."""

import json
import sys


def base64(pem):
    return "".join(line for line in pem.splitlines() if not line.startswith("-----"))


for case in json.load(open(sys.argv[1]))["testcases"]:
    print("case", case["id"])
    print("expect", case["expected_result"])
    if case["expected_peer_name"]:
        print("name", case["expected_peer_name"]["value"])
    if case["validation_time"]:
        print("time", case["validation_time"])
    if case["max_chain_depth"] is not None:
        print("depth", case["max_chain_depth"])
    print("peer", base64(case["peer_certificate"]))
    for pem in case["trusted_certs"]:
        print("trusted", base64(pem))
    for pem in case["untrusted_intermediates"]:
        print("untrusted", base64(pem))
    print()
