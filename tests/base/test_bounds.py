"""Limits of time: met by whoever asks, by an alarm where nobody does, and left without a trace."""

import math
import signal
import threading
import time

import pytest

from dmfcheck.base.bounds import TimeUp, check_time, interruptible, remaining, shared, within


def ask_for(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        check_time()


def test_of_nested_limits_the_earlier_ends_the_blocks_inside_it():
    with within(0.05) as outer, within(60) as inner:
        ask_for(30)
    assert outer.reached
    assert not inner.reached
    with within(60) as outer:
        with within(0.05) as inner:
            ask_for(30)
        assert inner.reached
        check_time()
    assert not outer.reached
    assert remaining() == math.inf


def test_a_block_without_a_limit_or_within_it_runs_to_its_end():
    with within(None) as none:
        ask_for(0.01)
    with within(60) as limit:
        ask_for(0.01)
    assert not none.reached
    assert not limit.reached


def test_a_part_of_the_time_is_given_only_where_the_limit_may_be_divided():
    with within(60), shared(0.25) as part:
        assert 14 < part.remaining < 15
    with within(60, divisible=False), shared(0.25) as part:
        assert part.remaining == math.inf
        assert 59 < remaining() < 60
    with shared(0.25) as part:
        assert part.remaining == math.inf


def test_a_loop_that_never_asks_is_ended_and_the_handler_put_back():
    before = signal.getsignal(signal.SIGALRM)
    with within(0.1) as limit, interruptible():
        while True:
            pass
    assert limit.reached
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_loop_that_swallows_what_ends_it_is_ended_all_the_same():
    swallowed = []
    with within(0.1) as limit, interruptible():
        while len(swallowed) < 2:
            try:
                while True:
                    pass
            except BaseException as error:  # noqa: BLE001 - a margin may
                swallowed.append(error)
        while True:
            pass
    assert limit.reached
    assert all(isinstance(error, TimeUp) for error in swallowed)


def test_no_exception_that_a_margin_may_expect():
    assert not issubclass(TimeUp, Exception)


def test_the_timer_of_somebody_else_goes_off_when_it_was_to():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(time.monotonic()))
    try:
        begun = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with within(0.1) as ours, interruptible():
            while True:
                pass
        assert ours.reached
        assert not rung
        while not rung and time.monotonic() < begun + 10:
            time.sleep(0.01)
        assert rung[0] - begun >= 0.3
        # One that comes first is left alone, and the block ends where it asks.
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with within(0.3) as later, interruptible():
            ask_for(30)
        assert later.reached
        assert len(rung) == 2
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_outside_the_main_thread_asking_is_enough():
    seen = []

    def work():
        with within(0.1) as limit, interruptible():
            ask_for(30)
        seen.append(limit.reached)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)
    assert seen == [True]


def test_where_there_are_no_alarms_asking_is_enough(monkeypatch):
    monkeypatch.delattr(signal, "setitimer")
    with within(0.1) as limit, interruptible():
        ask_for(30)
    assert limit.reached


def test_a_limit_that_is_over_ends_the_next_margin_before_it_begins():
    begun = False
    with within(0.01) as limit:
        time.sleep(0.02)
        with interruptible():
            begun = True
    assert limit.reached
    assert not begun


def test_a_limit_raises_nothing_else_of_a_block():
    with pytest.raises(ZeroDivisionError), within(60):
        raise ZeroDivisionError
    assert remaining() == math.inf


def test_a_block_that_swallows_the_end_of_its_time_has_no_result():
    with within(0.05) as limit, interruptible():
        try:
            while True:
                pass
        except BaseException:  # noqa: BLE001, S110 - as compiled code that calls back does
            pass
        went_on = True
    assert went_on
    assert limit.reached


def test_what_follows_from_the_end_of_the_time_is_no_exception_of_the_block():
    with within(0.05) as limit, interruptible():
        try:
            while True:
                pass
        except BaseException:  # noqa: BLE001 - as compiled code that calls back does
            raise SystemError("returned a result with an exception set") from None
    assert limit.reached


def test_a_module_is_loaded_to_its_end(tmp_path, monkeypatch):
    (tmp_path / "slow_to_load.py").write_text(
        "import time\nend = time.monotonic() + 0.6\n"
        "while time.monotonic() < end:\n    pass\nwhole = 1\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with within(0.05) as limit, interruptible():
        import slow_to_load

        while True:
            pass
    assert limit.reached
    assert slow_to_load.whole == 1


def test_an_alarm_waits_for_a_finaliser_which_would_swallow_it():
    finished = []

    class Slow:
        def __del__(self):
            ends = time.monotonic() + 0.3
            while time.monotonic() < ends:
                pass
            finished.append(True)

    slow = Slow()
    with within(0.05) as limit, interruptible():
        del slow
        while True:
            pass
    assert limit.reached
    assert finished == [True]


def test_a_function_that_compiled_code_calls_is_not_broken_off_itself():
    """Python 3.13 goes on with an exception set, and whatever runs next says that it failed."""
    ended = []

    def guarded():
        last = time.monotonic() + 0.3
        while time.monotonic() < last:
            pass
        ended.append(True)

    with within(0.05) as limit, interruptible():
        guarded()
        while True:
            pass
    assert limit.reached
    assert ended
