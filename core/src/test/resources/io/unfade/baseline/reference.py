"""Makes reference.json: scikit-learn 1.2.1, numpy 1.24.2."""

import json

import numpy as np
from sklearn.linear_model import Ridge, RidgeClassifierCV
from sklearn.neighbors import KNeighborsClassifier

ALPHAS = np.logspace(-3, 3, 10)


def left_out(x, y, alpha):
    """Mean squared error, by fitting n times."""
    errors = []
    for i in range(len(x)):
        rest = np.arange(len(x)) != i
        model = Ridge(alpha=alpha, solver="cholesky").fit(x[rest], y[rest])
        errors.append((y[i] - model.predict(x[i : i + 1])[0]) ** 2)
    return float(np.mean(errors))


def case(name, seed, n, p, classes, strength, m=15):
    rng = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(classes), rng.integers(0, classes, n - classes)])
    centres = strength * rng.normal(size=(classes, p))
    x = (centres[labels] + rng.normal(size=(n, p)) + 0.5).round(3)
    tested = (centres[rng.integers(0, classes, m)] + rng.normal(size=(m, p)) + 0.5).round(3)
    ridge = RidgeClassifierCV(alphas=ALPHAS).fit(x, labels)
    scores = ridge.decision_function(tested)
    targets = 2.0 * np.eye(classes)[labels] - 1
    return {
        "name": name,
        "classes": classes,
        "labels": labels.tolist(),
        "x": x.tolist(),
        "tested": tested.tolist(),
        "penalty": float(ridge.alpha_),
        "errors": [left_out(x, targets, alpha) for alpha in ALPHAS],
        "scores": scores.reshape(m, -1).tolist(),
        "linear": ridge.predict(tested).tolist(),
        "nearest": KNeighborsClassifier(1, algorithm="brute").fit(x, labels).predict(tested).tolist(),
    }


cases = [
    case("more series than values", 1, 40, 6, 3, 0.8),
    case("fewer series than values", 2, 12, 30, 2, 0.4),
    case("as many series as values", 3, 20, 20, 4, 0.5),
    case("a single value", 4, 25, 1, 2, 0.5),
    case("noise", 5, 30, 10, 2, 0.0),
]
with open("reference.json", "w") as file:
    json.dump(cases, file)
