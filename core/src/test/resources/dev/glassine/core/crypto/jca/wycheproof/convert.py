"""Writes the vectors that the tests here read from the JSON files of Wycheproof.

usage: python3 convert.py <folder of testvectors_v1>

One line a test: field=value, separated by tabs, the fields of its group first. Left out: keys in
further encodings, sources, notes, and whatever the tests do not read.
"""
import json
import pathlib
import sys

# file, fields of the group, fields of the test
SELECTION = [
    ("aes_gcm_test", ["keySize", "ivSize", "tagSize"], ["key", "iv", "aad", "msg", "ct", "tag"]),
    ("aes_ccm_test", ["keySize", "ivSize", "tagSize"], ["key", "iv", "aad", "msg", "ct", "tag"]),
    ("chacha20_poly1305_test", ["ivSize", "tagSize"], ["key", "iv", "aad", "msg", "ct", "tag"]),
    ("aes_cbc_pkcs5_test", ["keySize"], ["key", "iv", "msg", "ct"]),
    *[(f"hmac_{h}_test", ["tagSize"], ["key", "msg", "tag"])
      for h in ("sha1", "sha224", "sha256", "sha384", "sha512")],
    *[(f"hkdf_{h}_test", [], ["ikm", "salt", "info", "size", "okm"])
      for h in ("sha256", "sha384")],
    *[(f"ecdh_{c}_ecpoint_test", [], ["public", "private", "shared"])
      for c in ("secp256r1", "secp384r1", "secp521r1")],
    *[(f"{c}_test", [], ["public", "private", "shared"]) for c in ("x25519", "x448")],
    *[(f"{s}_test", ["publicKeyDer"], ["msg", "sig"])
      for s in ("ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384", "ecdsa_secp521r1_sha512",
                "ed25519", "ed448",
                "rsa_signature_2048_sha256", "rsa_signature_2048_sha384",
                "rsa_signature_2048_sha512",
                "rsa_pss_2048_sha256_mgf1_32", "rsa_pss_2048_sha384_mgf1_48",
                "rsa_pss_4096_sha512_mgf1_64")],
    ("rsa_pkcs1_2048_test", ["privateKeyPkcs8"], ["msg", "ct"]),
    *[(f"mlkem_{n}_keygen_seed_test", [], ["seed", "ek"]) for n in (768, 1024)],
    *[(f"mlkem_{n}_test", [], ["seed", "c", "K"]) for n in (768, 1024)],
    *[(f"mlkem_{n}_encaps_test", [], ["m", "ek", "c", "K"]) for n in (768, 1024)],
]
# enough of the largest files: so many valid tests; the others are all kept
VALID_AT_MOST = {
    "mlkem_768_keygen_seed_test": 25, "mlkem_1024_keygen_seed_test": 25,
    "mlkem_768_test": 60, "mlkem_1024_test": 60,
    "mlkem_768_encaps_test": 40, "mlkem_1024_encaps_test": 20,
}
# tests of one property with many values, of which a few show it
FLAG_AT_MOST = {
    ("ecdh_secp384r1_ecpoint_test", "EdgeCaseDoubling"): 60,
    ("ecdh_secp521r1_ecpoint_test", "EdgeCaseDoubling"): 60,
}

source = pathlib.Path(sys.argv[1])
target = pathlib.Path(__file__).parent
for name, group_fields, fields in SELECTION:
    data = json.loads((source / f"{name}.json").read_text())
    lines, valid, flagged, last = [], 0, {}, {}
    for group in data["testGroups"]:
        for test in group["tests"]:
            if test["result"] == "valid":
                valid += 1
                if valid > VALID_AT_MOST.get(name, 10**9):
                    continue
            over = False
            for flag in test.get("flags", []):
                flagged[flag] = flagged.get(flag, 0) + 1
                over |= flagged[flag] > FLAG_AT_MOST.get((name, flag), 10**9)
            if over:
                continue
            row = [("id", test["tcId"]), ("result", test["result"]), ("flags", ",".join(test.get("flags", [])))]
            for field in group_fields:
                # a key that is the one of the line before is not written again
                value = group[field]
                row.append((field, "=" if last.get(field) == value and len(str(value)) > 64 else value))
                last[field] = value
            row += [(field, test[field]) for field in fields if field in test]
            row.append(("comment", test.get("comment", "")))
            lines.append("\t".join(f"{key}={value}" for key, value in row))
    (target / f"{name}.txt").write_text("\n".join(lines) + "\n")
