"""Times Captum's methods on a recurrent classifier in TorchScript, in processor seconds for 1,000 series.

    python captum_times.py [plain|mean]

The network is that of the class MethodBenchmark: one LSTM layer of 64 units that reads its last state, 2 classes, series of 100 steps and
100 features, first weights; `mean` with input-cell attention (20 hops, width 50, their mean) as it is defined, a softmax over
all earlier steps. 16 series at a time, one thread. Needs PyTorch and Captum; was run with PyTorch 1.13 and Captum 0.6.0.
"""

import sys
import time

import torch
from captum import attr

STEPS, FEATURES, HIDDEN, HOPS, WIDTH, SERIES = 100, 100, 64, 20, 50, 16
LEAST_SECONDS = 3


class Network(torch.nn.Module):
    def __init__(self, attends: bool):
        super().__init__()
        self.attends = attends
        self.first = torch.nn.Linear(FEATURES, WIDTH)
        self.second = torch.nn.Linear(WIDTH, HOPS)
        self.rnn = torch.nn.LSTM(FEATURES, HIDDEN, batch_first=True)
        self.head = torch.nn.Linear(HIDDEN, 2)
        self.register_buffer("later", torch.ones(STEPS, STEPS).triu(1).bool())

    def forward(self, x):
        if self.attends:
            scores = self.second(torch.tanh(self.first(x))).transpose(1, 2)  # (B, A, T)
            rows = scores.unsqueeze(2).expand(-1, -1, x.size(1), -1).masked_fill(self.later, -float("inf"))
            x = torch.matmul(rows.softmax(3).mean(1), x)  # the mean over hops of the weights of earlier steps
        states, _ = self.rnn(x)
        return self.head(states[:, -1])


def methods(network, background):
    """By the names of unfade's methods, with the options of MethodBenchmark: each maps series and targets to maps."""
    step = torch.arange(STEPS).repeat_interleave(FEATURES).reshape(1, STEPS, FEATURES)
    tenth = step // (STEPS // 10)
    saliency, path = attr.Saliency(network), attr.IntegratedGradients(network)
    tunnel = attr.NoiseTunnel(saliency)
    return {
        "gradient": lambda x, k: saliency.attribute(x, target=k, abs=False),
        "input-x-gradient": lambda x, k: attr.InputXGradient(network).attribute(x, target=k),
        "integrated-gradients": lambda x, k: path.attribute(x, target=k, n_steps=50),
        "expected-gradients": lambda x, k: attr.GradientShap(network).attribute(
            x, target=k, baselines=background, n_samples=50
        ),
        "occlusion window=10 width=10 stride=10 shift=10": lambda x, k: attr.Occlusion(network).attribute(
            x, (10, 10), strides=(10, 10), target=k, perturbations_per_eval=20
        ),
        "ablation groups=step": lambda x, k: attr.FeatureAblation(network).attribute(
            x, target=k, feature_mask=step, perturbations_per_eval=20
        ),
        "shapley-sampling groups=segments": lambda x, k: attr.ShapleyValueSampling(network).attribute(
            x, target=k, feature_mask=tenth, n_samples=24, perturbations_per_eval=10
        ),
        "kernel-shap groups=step": lambda x, k: torch.cat(
            [  # one series at a time, as it takes no more
                attr.KernelShap(network).attribute(
                    x[i : i + 1], target=k[i : i + 1], feature_mask=step, n_samples=2048, perturbations_per_eval=256
                )
                for i in range(len(x))
            ]
        ),
        "smooth-grad": lambda x, k: tunnel.attribute(x, target=k, nt_samples=25, stdevs=0.1, abs=False),
        "var-grad": lambda x, k: tunnel.attribute(
            x, target=k, nt_samples=25, stdevs=0.1, nt_type="vargrad", abs=False
        ),
    }


def seconds(explain, x, k):
    explain(x, k)
    rounds, start = 0, time.process_time()
    while rounds == 0 or time.process_time() - start < LEAST_SECONDS:
        explain(x, k)
        rounds += 1
    return (time.process_time() - start) / rounds / len(x) * 1000


def main(kind):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    x, background = torch.randn(SERIES, STEPS, FEATURES), torch.randn(64, STEPS, FEATURES)
    network = torch.jit.script(Network(kind == "mean").eval())
    k = network(x).argmax(1)
    for name, explain in methods(network, background).items():
        print(f"{name}\t{seconds(explain, x, k):.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "plain")
