import signal

pytest_plugins = ["pytester"]

# A shell that starts a command with "&" has it ignore interrupts, which tests send and raise.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# It remakes the shipped matrices from packages that the project does not depend on.
collect_ignore = ["data/make.py"]
