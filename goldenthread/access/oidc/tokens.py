"""Whether an ID token can be trusted: OpenID Connect Core 1.0 section 3.1.3.7, every step of it, and no step by choice."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

#: Seconds by which two clocks may differ.
LEEWAY = 60
#: A token that was made longer ago than this (seconds) was not made for this sign-in.
OLDEST = 10 * 60
LONGEST_TOKEN = 32 * 1024
#: The families of keys that each signature may come from.
KEYS_FOR = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}


class Untrusted(Exception):
    """A token that may not let anybody in. The reason is for the log, never for the page."""


@dataclass(frozen=True)
class Expected:
    """What this sign-in asked for. `acr` and `vot`: the answers that are enough; empty when nothing was asked.

    `shown_within`: how many seconds ago the person must have shown the provider who they are; 0 when not asked again.
    """

    issuer: str
    client_id: str
    nonce: str
    algorithms: tuple[str, ...]
    acr: tuple[str, ...] = ()
    vot: tuple[str, ...] = ()
    shown_within: int = 0


def check_id_token(token: str, *, keys: dict[str, Any], expected: Expected, access_token: str, now: float) -> dict[str, Any]:
    """The claims of a token that passed every check. `keys` is the provider's JSON Web Key Set; `now` seconds since 1970."""
    header = _header(token)
    claims = _signed_claims(token, header, keys, expected)
    _check_times(claims, now, expected.shown_within)
    if not expected.nonce or not hmac.compare_digest(_text(claims, "nonce").encode(), expected.nonce.encode()):
        raise Untrusted("nonce")
    _check_audience(claims, expected.client_id)
    if "at_hash" in claims and claims["at_hash"] != _half_hash(access_token, header["alg"]):
        raise Untrusted("at_hash")
    if not 0 < len(_text(claims, "sub")) <= 255:
        raise Untrusted("sub")
    if expected.acr and claims.get("acr") not in expected.acr:
        raise Untrusted("acr")
    if expected.vot and claims.get("vot") not in expected.vot:
        raise Untrusted("vot")
    return claims


def _header(token: Any) -> dict[str, Any]:
    if not isinstance(token, str) or len(token) > LONGEST_TOKEN:
        raise Untrusted("not a token")
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError as error:
        raise Untrusted("header") from error
    if "crit" in header:
        raise Untrusted("crit")
    if header.get("typ", "JWT").upper() != "JWT":
        raise Untrusted("typ")
    return header


def _signed_claims(token: str, header: dict[str, Any], keys: dict[str, Any], expected: Expected) -> dict[str, Any]:
    if header.get("alg") not in expected.algorithms:
        raise Untrusted("alg")
    try:
        return jwt.decode(
            token,
            key=_key(header, keys),
            algorithms=[header["alg"]],
            issuer=expected.issuer,
            audience=expected.client_id,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"], "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise Untrusted(f"{type(error).__name__}: {error}") from error


def _key(header: dict[str, Any], keys: dict[str, Any]) -> Any:
    """The one key of the provider's own set that may have signed; keys named in the token itself are never looked at."""
    alg, kid = header["alg"], header.get("kid")
    fitting = [
        each
        for each in keys.get("keys", [])
        if isinstance(each, dict)
        and each.get("kty") == KEYS_FOR[alg[:2]]
        and each.get("use", "sig") == "sig"
        and each.get("alg", alg) == alg
        and (kid is None or each.get("kid") == kid)
    ]
    if len(fitting) != 1:
        raise Untrusted("kid")
    key = jwt.PyJWK({**fitting[0], "alg": alg}).key
    if isinstance(key, RSAPublicKey) and key.key_size < 2048:
        raise Untrusted("key too short")
    return key


def _check_times(claims: dict[str, Any], now: float, shown_within: int) -> None:
    times = {name: claims[name] for name in ("exp", "iat", "nbf", "auth_time") if name in claims}
    if any(isinstance(value, bool) or not isinstance(value, int | float) for value in times.values()):
        raise Untrusted("times")
    if claims["exp"] <= now - LEEWAY:
        raise Untrusted("exp")
    if claims["iat"] > now + LEEWAY or claims["iat"] < now - OLDEST:
        raise Untrusted("iat")
    if claims.get("nbf", 0) > now + LEEWAY:
        raise Untrusted("nbf")
    if shown_within and not now - shown_within - LEEWAY <= claims.get("auth_time", 0) <= now + LEEWAY:
        raise Untrusted("auth_time")


def _check_audience(claims: dict[str, Any], client_id: str) -> None:
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != client_id:
        raise Untrusted("azp")


def _text(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str):
        raise Untrusted(name)
    return value


def _half_hash(access_token: str, alg: str) -> str:
    """The left half of the hash of the access token, as `at_hash` carries it."""
    bits = alg[2:] if alg[2:] in ("256", "384", "512") else "512"
    whole = hashlib.new(f"sha{bits}", access_token.encode()).digest()
    return base64.urlsafe_b64encode(whole[: len(whole) // 2]).rstrip(b"=").decode()


def vot_of(vtr: str) -> tuple[str, ...]:
    """The levels that a `vtr` (GOV.UK One Login) asks for: '["Cl.Cm.P2"]' gives ("Cl.Cm.P2",)."""
    try:
        asked = json.loads(vtr) if vtr.startswith("[") else [vtr]
    except ValueError:
        asked = [vtr]
    return tuple(str(each) for each in asked if each)
