"""What wraps every request before anybody is known."""

from uuid import uuid4

from .requests import reset_request_id, set_request_id


class RequestIdMiddleware:
    """Give each request a random id, answered in `X-Request-Id` so that a person can quote it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = uuid4().hex
        token = set_request_id(request.id)
        try:
            response = self.get_response(request)
        finally:
            reset_request_id(token)
        response["X-Request-Id"] = request.id
        return response


class ReadableAddressMiddleware:
    """Leave NULs out of an address's query: nobody types one, and PostgreSQL refuses to look for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "")
        return self.get_response(request)
