"""An ID token lets somebody in only when every part of it is right. Each forgery here is one step from a good token."""

import base64
import hashlib
import json
import warnings

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from goldenthread.access.oidc.tokens import Expected, Untrusted, check_id_token, vot_of

NOW = 1_795_000_000
KEY, ANOTHER_KEY = rsa.generate_private_key(65537, 2048), rsa.generate_private_key(65537, 2048)
SHORT_KEY = rsa.generate_private_key(65537, 1024)
CURVE = ec.generate_private_key(ec.SECP256R1())


def public(key, kid, **more):
    algorithm = ECAlgorithm if isinstance(key, ec.EllipticCurvePrivateKey) else RSAAlgorithm
    return {**json.loads(algorithm.to_jwk(key.public_key())), "kid": kid, "use": "sig", **more}


KEYS = {"keys": [public(KEY, "a"), public(CURVE, "c"), public(SHORT_KEY, "short"), public(KEY, "for-encryption", use="enc")]}
EXPECTED = Expected(issuer="https://login.example.org", client_id="golden-thread", nonce="n-0S6_WzA2Mj", algorithms=("RS256", "ES256"))
GOOD = {
    "iss": "https://login.example.org",
    "sub": "248289761001",
    "aud": "golden-thread",
    "nonce": "n-0S6_WzA2Mj",
    "iat": NOW - 5,
    "exp": NOW + 300,
}


def token(claims=None, *, key=KEY, alg="RS256", without=(), **header):
    said = {**GOOD, **(claims or {})}
    said = {name: value for name, value in said.items() if name not in without}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", jwt.warnings.InsecureKeyLengthWarning)  # a forger does not mind
        return jwt.encode(said, key, algorithm=alg, headers={"kid": "a", **header})


def check(given, *, keys=KEYS, expected=EXPECTED, access_token="at", now=NOW):
    return check_id_token(given, keys=keys, expected=expected, access_token=access_token, now=now)


def half_hash(text):
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:16]).rstrip(b"=").decode()


def by_hand(header, claims, signature=b""):
    parts = [json.dumps(header).encode(), json.dumps(claims).encode(), signature]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def with_another_body(claims):
    head, _, signature = token().split(".")
    body = base64.urlsafe_b64encode(json.dumps({**GOOD, **claims}).encode()).rstrip(b"=").decode()
    return f"{head}.{body}.{signature}"


def signed_with_our_public_key():
    """The oldest trick: the public key, used as a shared secret."""
    from cryptography.hazmat.primitives import hmac
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    unsigned = by_hand({"alg": "HS256", "kid": "a", "typ": "JWT"}, GOOD).rsplit(".", 1)[0]
    mac = hmac.HMAC(pem, SHA256())
    mac.update(unsigned.encode())
    return f"{unsigned}.{base64.urlsafe_b64encode(mac.finalize()).rstrip(b'=').decode()}"


@pytest.mark.parametrize(
    "given",
    [
        token(),
        token({"aud": ["golden-thread"]}),
        token({"aud": ["golden-thread", "another"], "azp": "golden-thread"}),
        token({"at_hash": half_hash("at")}),
        token(key=CURVE, alg="ES256", kid="c"),
        token({"exp": NOW - 30}),
        token({"iat": NOW + 30}),
        token({"nbf": NOW}),
    ],
    ids=["plain", "a list of one", "authorised party", "at_hash", "elliptic", "clocks differ at the end", "clocks differ at the start", "not before now"],
)
def test_a_good_token_gives_its_claims(given):
    assert check(given)["sub"] == "248289761001"


FORGED = {
    "nothing": None,
    "not a token": "hello",
    "an empty token": "",
    "a huge token": "a" * 40_000,
    "no signature": by_hand({"alg": "none", "typ": "JWT"}, GOOD),
    "no signature, in capitals": by_hand({"alg": "NONE", "kid": "a"}, GOOD),
    "a shared secret made of our public key": signed_with_our_public_key(),
    "a cut-off signature": token().rsplit(".", 1)[0] + ".",
    "another's key under our key's name": token(key=ANOTHER_KEY),
    "a key nobody knows": token(key=ANOTHER_KEY, kid="z"),
    "a key that the token brings along": token(key=ANOTHER_KEY, kid="z", jwk=public(ANOTHER_KEY, "z")),
    "a key that the token points to": token(key=ANOTHER_KEY, kid="z", jku="https://evil.example.org/keys"),
    "a key too short to trust": token(key=SHORT_KEY, kid="short"),
    "a key that is for encryption": token(kid="for-encryption"),
    "an algorithm we did not allow": token(alg="RS512"),
    "one key's token under the other key's name": token(key=CURVE, alg="ES256", kid="a"),
    "a header that must be understood": token(crit=["exp"]),
    "an access token in its place": token(typ="at+jwt"),
    "a changed body": with_another_body({"sub": "1"}),
    "another issuer": token({"iss": "https://evil.example.org"}),
    "our issuer with a slash": token({"iss": "https://login.example.org/"}),
    "no issuer": token(without=["iss"]),
    "another audience": token({"aud": "another"}),
    "no audience": token(without=["aud"]),
    "an empty audience": token({"aud": []}),
    "several audiences and no authorised party": token({"aud": ["golden-thread", "another"]}),
    "another authorised party": token({"azp": "another"}),
    "another nonce": token({"nonce": "n-other"}),
    "no nonce": token(without=["nonce"]),
    "an empty nonce": token({"nonce": ""}),
    "a nonce that is no text": token({"nonce": 7}),
    "an old token": token({"exp": NOW - 61}),
    "no end": token(without=["exp"]),
    "an end that is text": token({"exp": str(NOW + 300)}),
    "an end that is true": token({"exp": True}),
    "made in the future": token({"iat": NOW + 120}),
    "made long ago": token({"iat": NOW - 3600}),
    "no beginning": token(without=["iat"]),
    "not yet": token({"nbf": NOW + 3600}),
    "nobody": token(without=["sub"]),
    "an empty name": token({"sub": ""}),
    "a name that is a number": token({"sub": 7}),
    "a name too long": token({"sub": "x" * 256}),
    "another access token": token({"at_hash": half_hash("another")}),
}


@pytest.mark.parametrize("given", FORGED.values(), ids=FORGED.keys())
def test_a_forged_token_lets_nobody_in(given):
    with pytest.raises(Untrusted):
        check(given)


def test_without_a_nonce_of_our_own_no_token_is_good():
    with pytest.raises(Untrusted):
        check(token({"nonce": ""}), expected=Expected(issuer=EXPECTED.issuer, client_id="golden-thread", nonce="", algorithms=("RS256",)))


def test_two_keys_of_one_name_are_no_key():
    with pytest.raises(Untrusted):
        check(token(), keys={"keys": [public(KEY, "a"), public(ANOTHER_KEY, "a")]})


def asking(**more):
    return Expected(**{**vars(EXPECTED), **more})


@pytest.mark.parametrize("claims", [{}, {"acr": "low"}, {"acr": ["high"]}])
def test_a_level_that_was_asked_for_must_be_given(claims):
    with pytest.raises(Untrusted):
        check(token(claims), expected=asking(acr=("high",)))
    assert check(token({"acr": "high"}), expected=asking(acr=("high",)))


def test_a_vector_of_trust_that_was_asked_for_must_be_given():
    vtr = vot_of('["Cl.Cm.P2"]')
    assert check(token({"vot": "Cl.Cm.P2"}), expected=asking(vot=vtr))
    with pytest.raises(Untrusted):
        check(token({"vot": "Cl.Cm"}), expected=asking(vot=vtr))


@pytest.mark.parametrize("claims", [{}, {"auth_time": NOW - 3600}, {"auth_time": NOW + 3600}, {"auth_time": "now"}])
def test_whoever_was_asked_to_sign_in_again_must_have_done_so_just_now(claims):
    with pytest.raises(Untrusted):
        check(token(claims), expected=asking(shown_within=300))
    assert check(token({"auth_time": NOW - 10}), expected=asking(shown_within=300))
