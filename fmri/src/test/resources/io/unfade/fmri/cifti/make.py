"""Makes the CIFTI files and expected.npz with nibabel 5.0 and NumPy; run in this folder."""
import nibabel as nib
import numpy as np
from nibabel import cifti2

rng = np.random.default_rng(3)
AFFINE = np.array([[-2, 0, 0, 90], [0, 2, 0, -126], [0, 0, 2, -72.5], [0, 0, 0, 1]])
LEFT, RIGHT, THALAMUS = "CortexLeft", "CortexRight", "thalamus_left"
STEPS = 12
TABLE = {0: ("???", (0, 0, 0, 0)), 5: ('Left & "A"', (1, 0, 0, 1)), 2: ("<B>", (0, 1, 0, 1)),
         9: ("Gänge's", (0, 0, 1, 1)), 7: ("nowhere", (1, 1, 0, 1)), 3: ("???", (0, 0, 0, 0))}
expected = {}


def surface(name, count, of=242):
    return cifti2.BrainModelAxis.from_surface(np.sort(rng.choice(of, count, replace=False)), of, name)


def voxels(affine=AFFINE):
    mask = np.zeros((5, 6, 7), bool)
    mask[1:4, 2:5, 3:6] = True
    return cifti2.BrainModelAxis.from_mask(mask, THALAMUS, affine)


def save(data, axes, name):
    nib.save(cifti2.Cifti2Image(data.astype("f4"), axes), name)


left, right, deep = surface(LEFT, 100), surface(RIGHT, 80), voxels()
dense = left + right + deep
time = cifti2.SeriesAxis(0.36, 0.72, STEPS)
data = (rng.normal(size=(STEPS, len(dense))) + 100).astype("f4")
save(data, (time, dense), "dense.dtseries.nii")
keys = rng.choice([0, 2, 3, 5, 9], len(dense), p=[0.1, 0.3, 0.1, 0.3, 0.2])
save(keys[None], (cifti2.LabelAxis(["atlas"], [TABLE]), dense), "labels.dlabel.nii")
save(np.stack([0 * keys + 2, keys]), (cifti2.LabelAxis(["one", "other"], [TABLE, TABLE]), dense), "maps.dlabel.nii")
cortex = cifti2.BrainModelAxis.from_surface(np.arange(242), 242, LEFT)
cortex_keys = rng.choice([0, 2, 5, 9], 242)
save(cortex_keys[None], (cifti2.LabelAxis(["atlas"], [TABLE]), cortex), "cortex.dlabel.nii")
other = cifti2.BrainModelAxis.from_surface(np.arange(100), 162, LEFT)
save(keys[None, :100], (cifti2.LabelAxis(["atlas"], [TABLE]), other), "other-surface.dlabel.nii")
moved = left + right + voxels(AFFINE + np.eye(4, k=3))
save(keys[None], (cifti2.LabelAxis(["atlas"], [TABLE]), moved), "moved.dlabel.nii")

ways = {"mean": np.mean, "median": np.median, "sum": np.sum, "minimum": np.min, "maximum": np.max,
        "standard-deviation": np.std, "variance": np.var}
wide = data.astype("f8")
for name, way in ways.items():
    columns = [way(wide[:, keys == key], axis=1) if key != 7 else np.zeros(STEPS) for key in (2, 5, 7, 9)]
    expected["dense." + name] = np.stack(columns, axis=1)
expected["dense.sizes"] = np.array([(keys == key).sum() for key in (2, 5, 7, 9)])
part = cortex_keys[left.vertex]
expected["part.mean"] = np.stack(
    [wide[:, :100][:, part == key].mean(axis=1) if key != 7 else np.zeros(STEPS) for key in (2, 5, 7, 9)], axis=1)

parcels = cifti2.ParcelsAxis.from_brain_models(
    [('Left & "A"', left[:40]), ("<B>", left[40:] + right[:10]), ("Gänge's", deep), ("mixed", right[10:60] + deep[:5])])
expected["parcels.values"] = rng.normal(size=(STEPS, 4)).astype("f4")
save(expected["parcels.values"], (time, parcels), "parcels.ptseries.nii")
for name, change in [("milli", dict(series_exponent=-3, series_step=720, series_start=360)),
                     ("hertz", dict(series_unit="HERTZ"))]:
    image = nib.load("parcels.ptseries.nii")
    for key, value in change.items():
        setattr(image.header.matrix[0], key, value)
    nib.save(cifti2.Cifti2Image(image.get_fdata(dtype="f4"), image.header), name + ".ptseries.nii")
save(np.where(np.arange(48).reshape(STEPS, 4) == 22, np.nan, 1), (time, parcels), "nan.ptseries.nii")
save(expected["parcels.values"][:2], (cifti2.ScalarAxis(["one", "two & more"]), parcels), "parcels.pscalar.nii")
np.savez_compressed("expected.npz", **expected)
