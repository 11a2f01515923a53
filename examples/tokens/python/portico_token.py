# Python 3.8 or newer. pip install cryptography
import base64
import json
import os
import time
import uuid

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def portico_token(**claims) -> str:
    """Call it for each request of your page, after you have checked who is signed in."""
    key = serialization.load_pem_private_key(os.environ["PORTICO_PRIVATE_KEY"].encode(), password=None)
    now = int(time.time())
    header = {"alg": "RS256", "typ": "JWT", "kid": os.environ["PORTICO_KEY_ID"]}
    payload = {
        "aud": "portico:" + os.environ["PORTICO_ENVIRONMENT"],
        "iat": now,
        "exp": now + 300,  # 600 at most
        "jti": str(uuid.uuid4()),  # each token works once
        **claims,
    }
    signed = ".".join(_part(json.dumps(part).encode()) for part in (header, payload))
    return signed + "." + _part(key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))


if __name__ == "__main__":
    print(
        portico_token(
            customer="globex",  # your own id of the company
            customer_name="Globex",
            sub="gwen",  # your own id of the person
            name="Gwen",
            role="admin",  # admin, member or viewer
            plan="pro",
        ),
        end="",
    )
