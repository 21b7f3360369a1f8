"""Writes clean_reference.json: cleaning by its definition, with NumPy and SciPy. Run it in this folder."""
import json

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.linalg import qr
from scipy.signal import butter, detrend, sosfiltfilt

EPS = np.finfo(float).eps


def zscore(x):
    std = x.std(axis=0, ddof=1)
    return (x - x.mean(axis=0)) / np.where(std < EPS, 1, std)


def fill(x, kept):
    index = np.flatnonzero(kept)
    times = np.arange(index[0], index[-1] + 1)
    return CubicSpline(index, x[index])(times)


def drifts(n, high, tr):
    order = min(n - 1, int(np.floor(2 * n * high * tr)))
    k = np.arange(1, order + 1)
    return np.sqrt(2 / n) * np.cos(np.pi * k[None, :] * (np.arange(n)[:, None] + 0.5) / n)


def clean(x, c, kept, tr, line, kind, high, low, standard, confounds_standard):
    n = len(x)
    c = np.zeros((n, 0)) if c is None else c
    if kind == "cosine":
        c = np.hstack([c, drifts(n, high, tr)])
    if kind == "butterworth" and kept is not None:
        x, c = fill(x, kept), fill(c, kept)
        left = kept[np.flatnonzero(kept)[0] : np.flatnonzero(kept)[-1] + 1]
    elif kept is not None:
        x, c, left = x[kept], c[kept], np.ones(kept.sum(), bool)
    else:
        left = np.ones(n, bool)
    mean = x.mean(axis=0)
    if line:
        x = detrend(x, axis=0)
        c = detrend(c, axis=0) if c.shape[1] else c
    if kind == "butterworth":
        cuts, shape = ([high, low], "band") if high and low else (high, "high") if high else (low, "low")
        sos = butter(5, cuts, shape, fs=1 / tr, output="sos")
        x = sosfiltfilt(sos, x, axis=0)
        c = sosfiltfilt(sos, c, axis=0) if c.shape[1] else c
    x, c = x[left], c[left]
    if c.shape[1]:
        c = zscore(c) if confounds_standard else c / np.where(abs(c).max(0) == 0, 1, abs(c).max(0))
        q, r, _ = qr(c, mode="economic", pivoting=True)
        q = q[:, abs(np.diag(r)) > 100 * EPS]
        x = x - q @ (q.T @ x)
    if standard == "ZSCORE_SAMPLE":
        return zscore(x)
    if standard == "PERCENT_SIGNAL_CHANGE":
        x = x + mean if line or (kind == "butterworth" and high) else x
        return (x - x.mean(axis=0)) / abs(x.mean(axis=0)) * 100
    return x


rng = np.random.default_rng(7)
N, TR = 80, 2.5
t = np.arange(N)
walk = np.cumsum(rng.normal(size=(N, 3)), axis=0)
signals = np.array([900.0, -40.0, 3.0]) + walk * [4.0, 1.0, 0.2] + np.outer(t, [0.5, -0.1, 0.0])
signals += np.outer(np.sin(2 * np.pi * 0.03 * TR * t), [10.0, 3.0, 1.0])
base = np.cumsum(rng.normal(size=(N, 3)), axis=0) * [0.1, 0.01, 30.0] + [0, 1, 500]
signals += base @ np.array([[20.0, 1, 0], [0, 90, 3], [0.02, 0, 0.01]])
confounds = np.column_stack([base, base[:, 1], np.full(N, 2.0)])
middle = np.ones(N, bool)
middle[[20, 21, 22, 41, 60]] = False
edges = middle.copy()
edges[[0, 1, 2, 79]] = False
early = np.ones(N, bool)
early[2:5] = False

A = dict(tr=TR, detrend=True, kind="none", high=None, low=None, standardize="NONE", standardizeConfounds=True, confounds=False, kept=None)
CASES = {
    "detrend": {},
    "zscore": dict(standardize="ZSCORE_SAMPLE"),
    "low pass": dict(kind="butterworth", low=0.08, detrend=False),
    "high pass": dict(kind="butterworth", high=0.01),
    "band pass": dict(kind="butterworth", high=0.01, low=0.1, standardize="ZSCORE_SAMPLE"),
    "wide band pass": dict(kind="butterworth", high=0.01, low=0.19),
    "slow high pass, short TR": dict(kind="butterworth", high=0.008, tr=0.72),
    "cosine": dict(kind="cosine", high=0.0125, standardize="ZSCORE_SAMPLE"),
    "confounds": dict(confounds=True),
    "confounds not standardised": dict(confounds=True, detrend=False, standardizeConfounds=False),
    "scrubbed in the middle": dict(kind="butterworth", low=0.1, kept=middle, standardize="ZSCORE_SAMPLE"),
    "scrubbed at the edges": dict(kind="butterworth", low=0.1, kept=edges),
    "scrubbed, no filter": dict(kept=edges, confounds=True),
    "scrubbed near the start": dict(kind="butterworth", high=0.01, kept=early),
    "percent change": dict(standardize="PERCENT_SIGNAL_CHANGE", detrend=False),
    "percent change after detrending": dict(standardize="PERCENT_SIGNAL_CHANGE"),
    "percent change after low pass": dict(kind="butterworth", low=0.08, detrend=False, standardize="PERCENT_SIGNAL_CHANGE"),
    "percent change after high pass": dict(kind="butterworth", high=0.01, detrend=False, standardize="PERCENT_SIGNAL_CHANGE"),
    "scrubbed, cosine, confounds": dict(kind="cosine", high=0.0125, kept=edges, confounds=True, standardize="ZSCORE_SAMPLE"),
    "everything": dict(kind="butterworth", high=0.01, low=0.1, kept=edges, confounds=True, standardize="PERCENT_SIGNAL_CHANGE"),
}


def run(case):
    s = {**A, **case}
    # The same directions without the columns that add none: rounding errors of those are up to the machine.
    c = base if s["confounds"] and s["standardizeConfounds"] else confounds if s["confounds"] else None
    result = clean(signals, c, s["kept"], s["tr"], s["detrend"], s["kind"], s["high"], s["low"], s["standardize"], s["standardizeConfounds"])
    s["kept"] = None if s["kept"] is None else s["kept"].tolist()
    return {**s, "expected": result.tolist()}


if __name__ == "__main__":
    content = {"signals": signals.tolist(), "confounds": confounds.tolist(), "cases": {k: run(v) for k, v in CASES.items()}}
    with open("clean_reference.json", "w") as file:
        json.dump(content, file, separators=(",", ":"))
        file.write("\n")
