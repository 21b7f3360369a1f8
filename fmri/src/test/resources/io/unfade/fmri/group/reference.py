"""Writes observations.csv, contrasts.csv, small.csv and exact.csv beside this script; numpy 1.24, scipy 1.10."""
import itertools
import os
import numpy as np
from scipy.stats import ttest_ind

here = os.path.dirname(os.path.abspath(__file__))


def write(name, header, rows):
    with open(os.path.join(here, name), "w") as file:
        file.write(",".join(header) + "\n")
        for row in rows:
            file.write(",".join(repr(float(v)) if isinstance(v, float) else str(int(v)) for v in row) + "\n")


def cohen(a, b):
    pooled = ((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / (len(a) + len(b) - 2)
    return (a.mean() - b.mean()) / np.sqrt(pooled)


def welch(x, y):
    return np.array([ttest_ind(x[y == k], x[y != k], equal_var=False).statistic for k in range(3)])


def observations(random, labels, groups, regions):
    return 10 + random.normal(size=(len(labels), regions)) + 0.8 * labels[:, None] * np.arange(regions) / regions


def table(x, y, g):
    return [[int(y[i]), int(g[i]), *map(float, x[i])] for i in range(len(y))]


random = np.random.default_rng(4)
y, g = np.tile([0, 1, 2, 2], 6), np.repeat([3, 1, 7], 8)
x = observations(random, y, g, 5)
write("observations.csv", ["label", "group", *("r%d" % r for r in range(5))], table(x, y, g))
t = welch(x, y)
write("contrasts.csv", ["label", "region", "t", "d"],
      [[k, r, float(t[k, r]), float(cohen(x[y == k, r], x[y != k, r]))] for k in range(3) for r in range(5)])

y, g = np.array([0, 1, 2, 0, 1, 0, 2, 1]), np.array([5, 5, 5, 5, 6, 6, 6, 6])
x = observations(random, y, g, 2)
x[y == 2, 1] += 4
write("small.csv", ["label", "group", "r0", "r1"], table(x, y, g))
ways = [np.array(a + b) for a in sorted(set(itertools.permutations(y[:4]))) for b in sorted(set(itertools.permutations(y[4:])))]
all_t = np.array([welch(x, way) for way in ways])
rows = []
for two_sided in (0, 1):
    s = np.abs(all_t) if two_sided else all_t
    seen = np.abs(welch(x, y)) if two_sided else welch(x, y)
    largest = s.max(axis=(1, 2))
    for k in range(3):
        for r in range(2):
            least = seen[k, r] - 1e-9
            rows.append([two_sided, k, r, len(ways), int((s[:, k, r] >= least).sum()), int((largest >= least).sum())])
write("exact.csv", ["two_sided", "label", "region", "ways", "reached", "reached_by_largest"], rows)
