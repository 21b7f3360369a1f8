"""Writes the small networks that tests read as models of other programs, and what PyTorch computes with them.

Run with PyTorch 1.13 from this folder: python3 make_models.py. No build or test runs it.
"""

import pathlib
import struct

import numpy
import torch
from torch import nn

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ONNX = ROOT / "onnx/src/test/resources/io/unfade/onnx"
SCRIPTS = ROOT / "core/src/test/resources/io/unfade/model/foreign"
SERIES, STEPS, FEATURES, CLASSES, HIDDEN = 5, 10, 3, 3, 4
LENGTHS = [10, 7, 10, 3, 1]
BATCH, TIME = {0: "batch"}, {0: "batch", 1: "time"}


class Recurrent(nn.Module):
    """A GRU, and a linear layer on its last state: that of the last step, or of the last real one."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(FEATURES, HIDDEN, batch_first=True)
        self.head = nn.Linear(HIDDEN, CLASSES)


class Last(Recurrent):
    def forward(self, x):
        return self.head(self.rnn(x)[0][:, -1])


class LastReal(Recurrent):
    def forward(self, x, lengths):
        states = self.rnn(x)[0]
        last = (lengths - 1).to(torch.int64).view(-1, 1, 1).expand(-1, 1, states.shape[2])
        return self.head(states.gather(1, last).squeeze(1))


class Convolution(nn.Module):
    """Reads (B, C, T)."""

    def __init__(self):
        super().__init__()
        self.convolution = nn.Conv1d(FEATURES, HIDDEN, 3, padding=1)
        self.head = nn.Linear(HIDDEN, CLASSES)

    def forward(self, x):
        return self.head(torch.relu(self.convolution(x)).mean(2))


class Flat(nn.Module):
    """Reads (B, T*C) and gives a label and probabilities, as exported classifiers of scikit-learn do."""

    def __init__(self):
        super().__init__()
        self.head = nn.Linear(STEPS * FEATURES, CLASSES)

    def forward(self, x):
        probabilities = torch.softmax(self.head(x), 1)
        return probabilities.argmax(1), probabilities


class MeanOfSteps(nn.Module):
    """A linear layer on the mean over time, then something."""

    def __init__(self, after):
        super().__init__()
        self.head = nn.Linear(FEATURES, CLASSES)
        self.after = after

    def forward(self, x):
        return self.after(self.head(x.mean(1)))


class Twice(nn.Module):
    def forward(self, z):
        return torch.softmax(torch.softmax(3 * z, 1), 1)


class Two(nn.Module):
    def forward(self, z):
        return z, 2 * z


class Masked(MeanOfSteps):
    def __init__(self):
        super().__init__(nn.Identity())

    def forward(self, x, mask):
        return self.head((x * mask.unsqueeze(2)).mean(1))


def made(module, seed):
    torch.manual_seed(seed)
    for parameter in module.parameters():
        nn.init.normal_(parameter, std=0.7)
    return module.eval()


def export(module, name, inputs, outputs, axes, example, **options):
    torch.onnx.export(
        module, example, str(ONNX / name), opset_version=14, input_names=inputs, output_names=outputs, dynamic_axes=axes, **options
    )


def number(value):
    """A varint of protocol buffers."""
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def field(index, value):
    if isinstance(value, int):
        return number(index << 3) + number(value)
    value = value.encode() if isinstance(value, str) else value
    return number(index << 3 | 2) + number(len(value)) + value


def floats(name, values):
    return field(1, name) + b"".join(number(7 << 3 | 5) + struct.pack("<f", v) for v in values) + field(20, 6)


def integers(name, values):
    return field(1, name) + b"".join(field(8, v) for v in values) + field(20, 7)


def tensor(kind, *sizes):
    dims = b"".join(field(1, field(2, s) if isinstance(s, str) else field(1, s)) for s in sizes)
    return field(1, field(1, kind) + field(2, dims))


def node(operator, inputs, outputs, *attributes):
    return (
        b"".join(field(1, i) for i in inputs)
        + b"".join(field(2, o) for o in outputs)
        + field(4, operator)
        + b"".join(field(5, a) for a in attributes)
        + field(7, "ai.onnx.ml")
    )


def maps():
    """A linear classifier that gives a sequence of maps, as scikit-learn's are exported by default."""
    cells = STEPS * FEATURES
    linear = node(
        "LinearClassifier",
        ["x"],
        ["label", "array"],
        integers("classlabels_ints", range(CLASSES)),
        floats("coefficients", numpy.linspace(-1, 1, CLASSES * cells)),
        floats("intercepts", [0.0] * CLASSES),
        field(1, "post_transform") + field(4, "SOFTMAX") + field(20, 3),
    )
    zipped = node("ZipMap", ["array"], ["maps"], integers("classlabels_int64s", range(CLASSES)))
    sequence = field(4, field(1, field(5, field(1, 7) + field(2, tensor(1)))))
    graph = (
        field(1, linear)
        + field(1, zipped)
        + field(2, "maps")
        + field(11, field(1, "x") + field(2, tensor(1, "batch", cells)))
        + field(12, field(1, "label") + field(2, tensor(7, "batch")))
        + field(12, field(1, "maps") + field(2, sequence))
    )
    operators = field(8, field(2, 14)) + field(8, field(1, "ai.onnx.ml") + field(2, 1))
    (ONNX / "maps.onnx").write_bytes(field(1, 7) + operators + field(7, graph))


def main():
    ONNX.mkdir(parents=True, exist_ok=True)
    SCRIPTS.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    x = torch.randn(SERIES, STEPS, FEATURES)
    lengths = torch.tensor(LENGTHS)
    for i, length in enumerate(LENGTHS):
        x[i, length:] = 0

    golden = torch.jit.load(str(ROOT / "testing/golden/attributions_lstm.pt")).state_dict()
    paper = nn.Module()
    paper.rnn = nn.LSTM(6, 8, batch_first=True)
    paper.fc = nn.Linear(8, 3)
    paper.load_state_dict({key: value.float() for key, value in golden.items()})
    paper.forward = lambda series: torch.softmax(paper.fc(paper.rnn(series)[0][:, -1]), 1)
    export(paper.eval(), "lstm.onnx", ["x"], ["y"], {"x": TIME, "y": BATCH}, torch.randn(2, 20, 6))

    last = made(Last(), 1)
    real = LastReal().eval()
    real.load_state_dict(last.state_dict())
    convolution, flat = made(Convolution(), 2), made(Flat(), 3).double()
    twice, two = made(MeanOfSteps(Twice()), 4), made(MeanOfSteps(Two()), 5)
    dropout, masked = made(MeanOfSteps(nn.Dropout(0.5)), 6), made(Masked(), 7)
    turned, row = x.transpose(1, 2), x.reshape(SERIES, -1)

    export(last, "fixed.onnx", ["x"], ["y"], None, x[:4])
    export(real, "lengths.onnx", ["x", "lengths"], ["y"], {"x": TIME, "lengths": BATCH, "y": BATCH}, (x, lengths))
    axes = {"x": BATCH, "lengths": BATCH, "y": BATCH}
    export(real, "lengths_fixed.onnx", ["x", "lengths"], ["y"], axes, (x, lengths.int()))
    export(convolution, "convolution.onnx", ["x"], ["y"], {"x": {0: "batch", 2: "time"}, "y": BATCH}, turned)
    axes = {"x": BATCH, "label": BATCH, "scores": BATCH}
    export(flat, "flat.onnx", ["x"], ["label", "scores"], axes, row.double())
    export(twice, "twice.onnx", ["x"], ["y"], {"x": TIME, "y": BATCH}, x)
    export(two, "two.onnx", ["x"], ["first", "second"], {"x": TIME, "first": BATCH, "second": BATCH}, x)
    export(two, "named.onnx", ["x"], ["probabilities", "logits"], {"x": TIME, "probabilities": BATCH, "logits": BATCH}, x)
    with open(ONNX / "named.onnx", "ab") as file:
        for key, names in {"classNames": '["a", "b", "c"]', "featureNames": '["x", "y", "z"]'}.items():
            file.write(field(14, field(1, key) + field(2, names)))
    training = torch.onnx.TrainingMode.TRAINING
    export(dropout, "dropout.onnx", ["x"], ["y"], {"x": TIME, "y": BATCH}, x, training=training, do_constant_folding=False)
    export(masked, "mask.onnx", ["x", "mask"], ["y"], {"x": TIME, "mask": TIME, "y": BATCH}, (x, torch.ones(SERIES, STEPS)))
    maps()

    for name, module in {"lengths": real, "convolution": convolution, "twice": twice, "mask": masked}.items():
        torch.jit.save(torch.jit.script(module), str(SCRIPTS / f"{name}.pt"))
    torch.jit.save(torch.jit.trace(dropout.train(), x, check_trace=False), str(SCRIPTS / "dropout.pt"))

    with torch.no_grad():
        outputs = {
            "lengths_y": real(x, lengths),
            "fixed_y": last(x),
            "convolution_y": convolution(turned),
            "flat_y": flat(row.double())[1],
            "twice_y": twice(x),
            "two_y": two(x)[1],
        }
    arrays = {"X": x, **outputs}
    arrays = {key: value.double().numpy() for key, value in arrays.items()}
    labels = {"lengths": lengths.numpy(), "y": numpy.arange(SERIES) % CLASSES}
    for folder in ONNX, SCRIPTS:
        numpy.savez(folder / "series.npz", **arrays, **labels)


main()
