"""Makes reference.json: scikit-learn 1.2.1, numpy 1.24.2. The calibration error is computed by its definition."""

import json

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score


def calibration_error(p, labels):
    confidence = p.max(axis=1)
    right = p.argmax(axis=1) == labels
    edges = np.linspace(0, 1, 16)
    error = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return float(error)


def case(name, seed, n, classes, sharpness, decimals):
    rng = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(classes), rng.integers(0, classes, n - classes)])
    logits = sharpness * (rng.normal(size=(n, classes)) + 0.8 * np.eye(classes)[labels])
    p = np.exp(logits)
    p /= p.sum(axis=1, keepdims=True)
    if decimals:
        p = p.round(decimals)
        p[:, -1] += 1 - p.sum(axis=1)
        p = np.abs(p.round(decimals))
    one_hot = np.eye(classes)[labels]
    return {
        "name": name,
        "probabilities": p.tolist(),
        "labels": labels.tolist(),
        "rocAuc": [float(roc_auc_score(one_hot[:, k], p[:, k])) for k in range(classes)],
        "averagePrecision": [float(average_precision_score(one_hot[:, k], p[:, k])) for k in range(classes)],
        "brier": float(np.mean(np.sum((p - one_hot) ** 2, axis=1))),
        "calibrationError": calibration_error(p, labels),
    }


cases = [
    case("two classes", 1, 30, 2, 1.0, 0),
    case("four classes", 2, 60, 4, 2.0, 0),
    case("ties", 3, 50, 3, 1.0, 1),
    case("overconfident", 4, 80, 3, 5.0, 0),
]
with open("reference.json", "w") as file:
    json.dump(cases, file)
