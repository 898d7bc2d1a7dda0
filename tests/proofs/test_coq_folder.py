"""What `prove --kernel -o FOLDER` writes: Coq and make compile it without dmfcheck."""

import json
import shutil
import subprocess

import pytest

from dmfcheck.commands.coq_folder import write_folder
from dmfcheck.commands.main import main
from dmfcheck.proofs.coq import SEARCHED


def made(folder):
    """What make prints in the folder, of which dmfcheck is not told."""
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin"}
    assert not set(environment) & set(SEARCHED)
    ended = subprocess.run(
        ["/usr/bin/make"], cwd=folder, env=environment, capture_output=True, text=True, timeout=500
    )
    return ended.returncode, ended.stdout


@pytest.mark.coq
@pytest.mark.usefixtures("computing")
def test_a_counterexample_is_compiled_again_without_dmfcheck(capsys, tmp_path):
    folder = tmp_path / "ties"
    command = ["prove", "order.preserved~ties", "--kernel", "-o", str(folder), "--json"]
    code = main(command)
    found = json.loads(capsys.readouterr().out)
    assert code == 1
    assert found["certificate"] == str(folder)
    stated = [lemma for lemma in found["lemmas"] if lemma["file"] == "Exported.v"]
    assert stated != []
    for lemma in stated:
        assert lemma["statement"] in (folder / lemma["file"]).read_text()
    assert made(folder)[0] == 0
    text = (folder / "Exported.v").read_text()
    # What is not proved is told of.
    (folder / "Exported.v").write_text(text.replace("Qed.", "Admitted.", 1))
    assert "computed" in made(folder)[1].rpartition("Axioms:")[2]


def test_what_is_there_stays(capsys, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("mine", "link"):
        assert main(["prove", "order.preserved", "--kernel", "-o", str(tmp_path / name)]) == 2
        assert "is there already" in capsys.readouterr().err


def test_all_is_written_or_nothing(tmp_path, monkeypatch):
    def full(path):
        raise OSError(28, "No space left on device", path)

    monkeypatch.setattr("pathlib.Path.rename", lambda path, _new: full(path))
    with pytest.raises(Exception, match="No space left on device"):
        write_folder(str(tmp_path / "proof"), {"A.v": "Lemma."})
    assert list(tmp_path.iterdir()) == []


def test_what_coq_refuses_is_not_written(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "coqc").write_text("#!/bin/sh\n[ $1 = --version ] && echo version 8 || exit 1\n")
    (tmp_path / "coqc").chmod(0o755)
    shutil.copy("/bin/sh", tmp_path / "sh")
    folder = tmp_path / "proof"
    assert main(["prove", "order.preserved", "--kernel", "-o", str(folder)]) == 3
    assert "Coq files: not written" in capsys.readouterr().out
    assert not folder.exists()
