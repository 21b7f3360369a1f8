"""Makes reference.json: scikit-learn 1.9.1, numpy 2.4.6, scipy 1.17.1. The calibration error is computed by its definition."""

import json

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.metrics import average_precision_score, f1_score, precision_score, recall_score, roc_auc_score, roc_curve


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


def temperature(p, labels):
    """Of least cross-entropy of softmax(ln p / temperature); -1 where a logarithm is infinite."""
    if not p.all():
        return -1.0
    logits = np.log(p)

    def cross_entropy(t):
        z = logits / t
        return -np.mean(z[np.arange(len(labels)), labels] - np.log(np.exp(z).sum(axis=1)))

    return float(minimize_scalar(cross_entropy, bounds=(0.1, 50), method="bounded", options={"xatol": 1e-9}).x)


def threshold(truth, p, measures):
    """The highest of the thresholds with the largest measure, and that, precision and recall there."""
    best = max(measures.values())
    value = max(t for t, measure in measures.items() if measure > best - 1e-12)
    predicted = p >= value
    return [float(value), float(best), float(precision_score(truth, predicted)), float(recall_score(truth, predicted))]


def best_f1(truth, p):
    return threshold(truth, p, {t: f1_score(truth, p >= t) for t in np.unique(p)})


def best_youden(truth, p):
    false_positive_rate, recall, thresholds = roc_curve(truth, p, drop_intermediate=False)
    return threshold(truth, p, dict(zip(thresholds[1:], (recall - false_positive_rate)[1:])))


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
        "f1": [best_f1(one_hot[:, k], p[:, k]) for k in range(classes)],
        "youden": [best_youden(one_hot[:, k], p[:, k]) for k in range(classes)],
        "temperature": temperature(p, labels),
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
