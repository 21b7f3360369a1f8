"""Rebuilds a model folder of unfade in plain PyTorch, and says how far it is from what unfade predicts.

    python rebuild.py MODEL DATA [PREDICTIONS.csv]

DATA is a .npy array (n, T, C), or a .npz file with X (n, T, C) and perhaps lengths (n); without missing values, features in
the model's order. PREDICTIONS.csv is what `unfade predict --model MODEL --data DATA --out PREDICTIONS.csv` wrote; without
it the probabilities are printed. Needs NumPy and PyTorch 1.13 or newer.

Series are read one at a time, so that there is no padding. Everything that a model folder can hold is rebuilt, except for
per-group standardization, which needs to know which series belong together.
"""

import csv
import json
import struct
import sys
from pathlib import Path

import numpy as np
import torch

CELLS = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}
TYPES = {"F32": "<f4", "F64": "<f8"}


def read_weights(path):
    """Safetensors: 8 bytes with the length of a JSON header, the header, the numbers."""
    content = path.read_bytes()
    (size,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + size])
    header.pop("__metadata__", None)
    weights = {}
    for name, tensor in header.items():
        start, end = (8 + size + offset for offset in tensor["data_offsets"])
        values = np.frombuffer(content[start:end], TYPES[tensor["dtype"]])
        weights[name] = torch.tensor(values.reshape(tensor["shape"]))
    return weights


def standardized(x, model, weights):
    """(x - mean) / scale, in double precision; x is one series (T, C)."""
    kind = model["standardization"]
    if kind == "none":
        return x
    if kind == "per-series":
        mean, variance = x.mean(0), x.var(0, unbiased=False)
        rounding = len(x) * 2.0**-52
        constant = variance <= rounding * variance + (rounding * mean) ** 2
        return (x - mean) / torch.where(constant, torch.ones_like(variance), variance.sqrt())
    mean, scale = weights["standardizer.mean"], weights["standardizer.scale"]
    if kind == "per-cell":  # a series may be shorter
        mean, scale = mean[: len(x)], scale[: len(x)]
    return (x - mean) / scale


def prepared(x, preparation):
    """Limits values, takes differences, takes means over blocks of steps."""
    if "clip" in preparation:
        x = x.clamp(-preparation["clip"], preparation["clip"])
    differences = torch.cat([torch.zeros_like(x[:1]), x[1:] - x[:-1]])
    if preparation.get("differences") == "only":
        x = differences
    elif preparation.get("differences") == "added":
        x = torch.cat([x, differences], 1)
    return torch.stack([block.mean(0) for block in x.split(preparation.get("pool", 1))])


def windows(x, size, stride, alignment):
    """What each output of a stem reads, (T', size, C); zeros before the first and after the last step."""
    after = size // 2 if alignment == "centred" else 0
    framed = torch.nn.functional.pad(x, (0, 0, size - 1 - after, after))
    return torch.stack([framed[t : t + size] for t in range(0, len(x), stride)])


def stem(x, options, w):
    if options["kind"] == "linear":
        return x @ w["stem.weight"].T + w["stem.bias"]
    if options["kind"] == "windows":
        return windows(x, options["size"], options["stride"], options["alignment"]).flatten(1)
    for i, layer in enumerate(options["layers"]):
        outputs = []
        for j, size in enumerate(layer["kernels"]):
            read = windows(x, size, layer["stride"], options["alignment"])
            outputs.append(torch.einsum("tkc,fck->tf", read, w[f"stem.{i}.conv{j}.weight"]))
        deviation = (w[f"stem.{i}.norm.running_var"] + 1e-5).sqrt()
        normal = (torch.cat(outputs, 1) - w[f"stem.{i}.norm.running_mean"]) / deviation
        x = torch.relu(normal * w[f"stem.{i}.norm.weight"] + w[f"stem.{i}.norm.bias"])
    return x


def attended(x, attention, w):
    """Input-cell attention: for each step a softmax average of all steps up to it, at each hop."""
    layer = x @ w["attention.w1.weight"].T + w["attention.w1.bias"]
    if "positions" in attention:  # the scores also see where a step lies
        half_turns = (torch.arange(len(x), dtype=torch.float64) + 0.5) / attention["period"]
        angles = torch.pi * half_turns[:, None] * torch.arange(1, attention["positions"] + 1)
        layer = layer + torch.cat([angles.sin(), angles.cos()], 1).to(x.dtype) @ w["attention.wp.weight"].T
    scores = torch.tanh(layer) @ w["attention.w2.weight"].T + w["attention.w2.bias"]  # (T, A)
    up_to = torch.ones(len(x), len(x)).tril().bool()
    rows = torch.where(up_to, scores.T[:, None, :], torch.full_like(x[0, 0], -torch.inf))  # (A, T, T)
    matrices = (rows.softmax(2) @ x).transpose(0, 1)  # (T, A, C)
    pooling = attention["hopPooling"]
    if pooling == "mean":
        return matrices.mean(1)
    flat = matrices.flatten(1)
    return flat if pooling == "concat" else flat / flat.norm(dim=1, keepdim=True).clamp(min=1e-12)


def logits(x, model, w):
    """Of one network, for one standardised series (T, C)."""
    x = prepared(x, model.get("preparation", {}))
    if "stem" in model:
        x = stem(x, model["stem"], w)
    if model["attention"]["kind"] == "input-cell":
        x = attended(x, model["attention"], w)
    cell = CELLS[model["cell"]]
    rnn = cell(x.shape[1], model["hidden"], model["layers"], bidirectional=model["bidirectional"]).to(x.dtype)
    rnn.load_state_dict({name[len("rnn.") :]: value for name, value in w.items() if name.startswith("rnn.")})
    states, last = rnn(x)
    if model["readout"] == "last":  # each direction's final state
        last = last[0] if model["cell"] == "lstm" else last
        vector = last[-2:].flatten() if model["bidirectional"] else last[-1]
    elif model["readout"] == "last-step":
        vector = states[-1]
    elif model["readout"] == "max":
        vector = states.amax(0)
    elif model["readout"] == "mean":
        vector = states.mean(0)
    elif model["readout"] == "conjunctive":  # the mean of the scores of all steps, each times its weight
        layer = torch.tanh(states @ w["readout.w1.weight"].T + w["readout.w1.bias"])
        weight = torch.sigmoid(layer @ w["readout.w2.weight"].T + w["readout.w2.bias"])  # (T, 1)
        return (weight * (states @ w["head.weight"].T + w["head.bias"])).mean(0)
    else:  # self-attention
        scores = torch.tanh(states @ w["readout.w1.weight"].T) @ w["readout.w2.weight"].T
        vector = (scores.softmax(0).T @ states).flatten()
    return w["head.weight"] @ vector + w["head.bias"]


def probabilities(series, model, weights):
    dtype = torch.float32 if torch.float32 in {value.dtype for value in weights.values()} else torch.float64
    w = {name: value.to(dtype) for name, value in weights.items() if not name.startswith("standardizer.")}
    members = model.get("members", 1)
    networks = [w] if members == 1 else [{name: value[i] for name, value in w.items()} for i in range(members)]
    rows = []
    for x in series:
        read = standardized(torch.tensor(x, dtype=torch.float64), model, weights).to(dtype)
        mean = torch.stack([logits(read, model, network) for network in networks]).mean(0)
        rows.append((mean / model.get("temperature", 1)).softmax(0).double())
    return torch.stack(rows).numpy()


def read_series(path):
    if not path.endswith((".npy", ".npz")):
        sys.exit(f"{path}: give a .npy or .npz file; `unfade convert` writes the latter")
    data = np.load(path)
    x, lengths = (data, None) if path.endswith(".npy") else (data["X"], data["lengths"] if "lengths" in data else None)
    series = list(x) if lengths is None else [x[i, :length] for i, length in enumerate(lengths)]
    if not all(np.isfinite(each).all() for each in series):
        sys.exit(f"{path}: values are missing; fill them first")
    return series


def main(folder, data, predictions=None):
    if not Path(folder, "model.json").is_file():
        sys.exit(f"{folder}: is not a model folder")
    model = json.loads(Path(folder, "model.json").read_text("utf-8"))
    if model["format"] != "unfade-model/1" or model["standardization"] == "per-group":
        sys.exit(f"{folder}: this program rebuilds models of format unfade-model/1 without per-group standardization")
    with torch.no_grad():
        rebuilt = probabilities(read_series(data), model, read_weights(Path(folder, "weights.safetensors")))
    if predictions is None:
        np.savetxt(sys.stdout, rebuilt)
        return
    with open(predictions, newline="", encoding="utf-8") as file:
        given = np.array([row[2:] for row in csv.reader(file)][1:], float)
    if given.shape != rebuilt.shape:
        sys.exit(f"{predictions}: has predictions {given.shape}, but the series need {rebuilt.shape}")
    difference = np.abs(rebuilt - given).max()
    print(f"{len(given)} series, largest difference of a probability {difference:.1e}")
    if not difference < 1e-5:
        sys.exit("the rebuilt model is not the model")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
