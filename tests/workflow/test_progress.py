"""What a run says while it works."""

from lib.workflow import progress


def test_lines_in_a_log_and_a_bar_on_a_terminal(capsys):
    import io

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for stream, bar in ((Terminal(), True), (io.StringIO(), False)):
        shown = progress.Progress(stream)
        shown.start(2, "reports")
        shown.step()
        shown.say("one made")
        shown.stop()
        assert "one made\n" in stream.getvalue()
        assert ("1/2" in stream.getvalue()) is bar
