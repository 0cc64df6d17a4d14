"""Files of these tests go to a folder of their own, and today is the day of the stories."""

from goldenthread.casework.tests.conftest import _own_folder as _own_folder
from goldenthread.casework.tests.conftest import _today as _today
from goldenthread.casework.tests.conftest import sign_in as sign_in
