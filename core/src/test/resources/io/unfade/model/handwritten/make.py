"""Writes two model folders by hand, from nothing but the description of the format in the documentation, and beside each
the series and the probabilities that a forward pass in numpy gives (float64 arithmetic on the float32 weights).

    python3 make.py        (numpy 1.24; no torch, nothing of ours)
"""
import json
import os
import struct

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
GATES = {"lstm": 4, "gru": 3, "rnn": 1}


def sigmoid(v):
    return 1 / (1 + np.exp(-v))


def softmax(v, axis):
    e = np.exp(v - v.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def write_safetensors(path, tensors):
    header, data = {}, b""
    for name, array in tensors.items():
        raw = array.astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + data)


def shapes(spec):
    """Names and shapes as the documentation lists them."""
    C, H, K = spec["features"], spec["hidden"], spec["classes"]
    G = GATES[spec["cell"]] * H
    directions = ["", "_reverse"] if spec["bidirectional"] else [""]
    attention, result, width = spec["attention"], {}, C
    if attention["kind"] == "input-cell":
        A, D = attention["hops"], attention["width"]
        result.update({"attention.w1.weight": (D, C), "attention.w1.bias": (D,),
                       "attention.w2.weight": (A, D), "attention.w2.bias": (A,)})
        width = C if attention["hopPooling"] == "mean" else A * C
    for layer in range(spec["layers"]):
        for direction in directions:
            end = "_l%d%s" % (layer, direction)
            result.update({"rnn.weight_ih" + end: (G, width), "rnn.weight_hh" + end: (G, H),
                           "rnn.bias_ih" + end: (G,), "rnn.bias_hh" + end: (G,)})
        width = H * len(directions)
    if spec["readout"] == "self-attention":
        result.update({"readout.w1.weight": (spec["readoutWidth"], width),
                       "readout.w2.weight": (spec["readoutHops"], spec["readoutWidth"])})
        width *= spec["readoutHops"]
    result.update({"head.weight": (K, width), "head.bias": (K,)})
    return result


def run(cell, w, end, x):
    """One layer in one direction over the rows of x."""
    wi, wh = w["rnn.weight_ih" + end], w["rnn.weight_hh" + end]
    bi, bh = w["rnn.bias_ih" + end], w["rnn.bias_hh" + end]
    h, c, states = np.zeros(wh.shape[1]), np.zeros(wh.shape[1]), []
    for row in x:
        a, b = wi @ row + bi, wh @ h + bh
        if cell == "lstm":
            i, f, g, o = np.split(a + b, 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
        elif cell == "gru":
            (ar, az, an), (br, bz, bn) = np.split(a, 3), np.split(b, 3)
            r, z = sigmoid(ar + br), sigmoid(az + bz)
            h = (1 - z) * np.tanh(an + r * bn) + z * h
        else:
            h = np.tanh(a + b)
        states.append(h)
    return np.array(states)


def attend(w, pooling, x):
    """Input-cell attention, from scratch at every step."""
    rows = []
    for t in range(len(x)):
        past = x[:t + 1]
        scores = np.tanh(past @ w["attention.w1.weight"].T + w["attention.w1.bias"]) @ w["attention.w2.weight"].T
        m = softmax(scores + w["attention.w2.bias"], 0).T @ past
        rows.append(m.mean(0) if pooling == "mean" else m.reshape(-1))
        if pooling == "concat-l2":
            rows[-1] = rows[-1] / np.linalg.norm(rows[-1])
    return np.array(rows)


def probabilities(spec, w, x):
    """Of one series of real steps only, (T, C)."""
    if spec["standardization"] != "none":
        x = (x - w["standardizer.mean"]) / w["standardizer.scale"]
    if spec["attention"]["kind"] == "input-cell":
        x = attend(w, spec["attention"]["hopPooling"], x)
    H = spec["hidden"]
    for layer in range(spec["layers"]):
        halves = [run(spec["cell"], w, "_l%d" % layer, x)]
        if spec["bidirectional"]:
            halves.append(run(spec["cell"], w, "_l%d_reverse" % layer, x[::-1])[::-1])
        x = np.concatenate(halves, 1)
    if spec["readout"] == "last":
        v = np.concatenate([x[-1, :H], x[0, H:]]) if spec["bidirectional"] else x[-1]
    elif spec["readout"] == "self-attention":
        scores = np.tanh(x @ w["readout.w1.weight"].T) @ w["readout.w2.weight"].T
        v = (softmax(scores, 0).T @ x).reshape(-1)
    else:
        v = x.max(0) if spec["readout"] == "max" else x.mean(0)
    return softmax(w["head.weight"] @ v + w["head.bias"], 0)


def make(name, spec, lengths, seed):
    rng = np.random.default_rng(seed)
    T, C = max(lengths), spec["features"]
    w = {k: rng.normal(0, 0.8, s).astype(np.float32) for k, s in shapes(spec).items()}
    if spec["standardization"] != "none":
        shape = (C,) if spec["standardization"] == "per-feature" else (T, C)
        w["standardizer.mean"] = rng.normal(0, 3, shape).astype(np.float32)
        w["standardizer.scale"] = rng.uniform(0.5, 4, shape).astype(np.float32)
    w = dict(sorted(w.items(), reverse=True))  # any order will do
    folder = os.path.join(HERE, name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "model.json"), "w") as out:
        json.dump(spec, out)
    write_safetensors(os.path.join(folder, "weights.safetensors"), w)
    x = np.zeros((len(lengths), T, C))
    for b, length in enumerate(lengths):
        x[b, :length] = rng.normal(0, 3, (length, C))
    wide = {k: v.astype(np.float64) for k, v in w.items()}
    expected = np.array([probabilities(spec, wide, x[b, :n]) for b, n in enumerate(lengths)])
    np.savez(os.path.join(HERE, name + ".npz"), X=x, lengths=np.array(lengths), probabilities=expected)


COMMON = {"format": "unfade-model/1", "dropout": 0.25, "featureNames": None}
make("gru", {**COMMON, "cell": "gru", "layers": 2, "bidirectional": True, "hidden": 4,
             "attention": {"kind": "input-cell", "hops": 2, "width": 5, "hopPooling": "concat"},
             "readout": "self-attention", "readoutHops": 2, "readoutWidth": 3, "features": 3, "classes": 4,
             "standardization": "per-feature", "classNames": None}, [9, 4, 1, 7], 1)
make("lstm", {**COMMON, "cell": "lstm", "layers": 1, "bidirectional": True, "hidden": 3,
              "attention": {"kind": "input-cell", "hops": 3, "width": 2, "hopPooling": "concat-l2"},
              "readout": "last", "features": 4, "classes": 2,
              "standardization": "per-cell", "classNames": ["rest", "näher"]}, [6, 6, 6], 2)
make("rnn", {**COMMON, "cell": "rnn", "layers": 3, "bidirectional": False, "hidden": 5,
             "attention": {"kind": "none"}, "readout": "max", "features": 2, "classes": 3,
             "standardization": "none", "classNames": None, "featureNames": ["a", "b"]}, [5, 8, 2], 3)
