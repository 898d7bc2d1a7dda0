"""Makes the real matrices of the tests again and checks that the stored ones are equal to them.

Needs scikit-learn and networkx, which the project itself does not:

    pip install scikit-learn networkx
    python tests/data/make.py          # compare; exits with 1 if a file differs
    python tests/data/make.py --write  # write the files
"""

import sys
from fractions import Fraction
from pathlib import Path

import networkx
import sklearn.datasets

HERE = Path(__file__).parent


def digits_covariance() -> str:
    """The sample covariance of the 1797 images (64 pixels each), rounded once per entry.

    The pixels are integers, so the covariance is an exact rational:
    (m sum_k x_ki x_kj - sum_k x_ki sum_k x_kj) / (m (m - 1)) for m images.
    """
    images = sklearn.datasets.load_digits().data.astype(int)
    count = len(images)
    sums = [int(total) for total in images.sum(axis=0)]
    products = (images.T @ images).tolist()
    rows = [
        [
            repr(float(Fraction(count * products[i][j] - sums[i] * sums[j], count * (count - 1))))
            for j in range(len(sums))
        ]
        for i in range(len(sums))
    ]
    return "".join(",".join(row) + "\n" for row in rows)


def karate_club() -> str:
    """The unweighted adjacency matrix, its lower triangle as a Matrix Market pattern."""
    graph = networkx.karate_club_graph()
    edges = sorted((max(edge) + 1, min(edge) + 1) for edge in graph.edges)
    lines = [
        "%%MatrixMarket matrix coordinate pattern symmetric",
        "% Zachary's karate club: who met whom outside the club",
        f"{len(graph)} {len(graph)} {len(edges)}",
        *(f"{row} {column}" for row, column in edges),
    ]
    return "\n".join(lines) + "\n"


def grey_photograph() -> str:
    """The photograph of a pagoda in 5 x 5 blocks of grey: 85 x 128 integers 0..255.

    The grey of a pixel is (299 R + 587 G + 114 B)/1000 (ITU-R BT.601); the mean of a block is
    rounded once, half up. Incomplete blocks at the edges are left out.
    """
    pixels = sklearn.datasets.load_sample_image("china.jpg").astype(int)
    grey = pixels @ [299, 587, 114]
    rows, columns = (side // 5 for side in grey.shape)
    blocks = grey[: 5 * rows, : 5 * columns].reshape(rows, 5, columns, 5).sum(axis=(1, 3))
    means = (2 * blocks + 25_000) // 50_000
    return "".join(",".join(map(str, row)) + "\n" for row in means.tolist())


FILES = {
    "digits_covariance.csv": digits_covariance,
    "karate_club.mtx": karate_club,
    "pagoda.csv": grey_photograph,
}


def main() -> int:
    """Write the files, or say which differ."""
    differing = 0
    for name, make in FILES.items():
        if "--write" in sys.argv[1:]:
            (HERE / name).write_text(make(), encoding="ascii")
        equal = (HERE / name).read_text(encoding="ascii") == make()
        differing += not equal
        print(f"{name}: {'equal' if equal else 'DIFFERENT'}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
