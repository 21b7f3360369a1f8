"""Makes the images and expected.npz with nibabel 5.0 and NumPy; run in this folder."""
import nibabel as nib
import numpy as np

TYPES = ["uint8", "int8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"]
SHAPE = (3, 4, 2)
AFFINE = np.array([[-3, 0.2, 0.1, 60.5], [0.2, 3.75, -0.3, -35.625], [-0.1, 0.3, 4, 7], [0, 0, 0, 1]])
expected = {}


def numbers(dtype, shape=SHAPE):
    rng = np.random.default_rng(7)
    if np.dtype(dtype).kind == "f":
        return rng.normal(size=shape).astype(dtype)
    info = np.iinfo(dtype)
    data = rng.integers(info.min, info.max, size=shape, dtype=dtype, endpoint=True)
    if info.bits == 64:  # of which a double keeps 53 bits
        data = (data >> 12) << 12
    data[0, 0, 0], data[-1, -1, -1] = info.min, info.max if info.bits < 64 else info.max - 4095
    return data


def keep(image, name, scale=1.0):
    nib.save(image, name)
    loaded = nib.load(name)
    expected[name + ".values"] = loaded.get_fdata().ravel(order="F")
    expected[name + ".affine"] = np.diag([scale, scale, scale, 1]) @ loaded.affine
    expected[name + ".affine"] = expected[name + ".affine"][:3].ravel()


def header(kind, order, dtype, sform=2, qform=0):
    h = kind(endianness=order)
    h.set_data_dtype(np.dtype(dtype).newbyteorder(order))
    h.set_data_shape(SHAPE)
    h.set_sform(AFFINE, sform)
    h["descrip"] = "made for tests"
    return h


for dtype in TYPES:
    for label, kind, image, order in [
        ("1-little", nib.Nifti1Header, nib.Nifti1Image, "<"),
        ("1-big", nib.Nifti1Header, nib.Nifti1Image, ">"),
        ("2-little", nib.Nifti2Header, nib.Nifti2Image, "<"),
        ("2-big", nib.Nifti2Header, nib.Nifti2Image, ">"),
    ]:
        keep(image(numbers(dtype), None, header(kind, order, dtype)), f"{label}-{dtype}.nii")

for name, slope, inter in [("scaled", 0.37, -3.25), ("slope-0", 0, 5), ("slope-nan", np.nan, 5)]:
    h = header(nib.Nifti1Header, "<", "int16")
    image = nib.Nifti1Image(numbers("int16"), None, h)
    nib.save(image, name + ".nii")
    raw = bytearray(open(name + ".nii", "rb").read())
    raw[112:120] = np.array([slope, inter], "<f4").tobytes()
    open(name + ".nii", "wb").write(raw)
    expected[name + ".nii.values"] = nib.load(name + ".nii").get_fdata().ravel(order="F")

for name, sform, qform, units in [
    ("sform", 4, 0, "mm"), ("qform", 0, 1, "mm"), ("both", 2, 1, "mm"), ("neither", 0, 0, "mm"),
    ("metre", 2, 0, "meter"), ("micron", 0, 1, "micron"),
]:
    image = nib.Nifti1Image(numbers("float32"), None)
    scale = {"mm": 1, "meter": 1e3, "micron": 1e-3}[units]
    image.header.set_zooms((2, 3, 4))
    turned = nib.affines.from_matvec(nib.eulerangles.euler2mat(0.3, -0.2, 2.9) @ np.diag([2, 3, -4]), [10, -20, 30])
    image.set_qform(turned / scale, qform)
    image.set_sform(AFFINE / scale, sform)
    image.header.set_xyzt_units(units, "sec")
    keep(image, name + ".nii", scale)

for name, units, step in [("seconds", "sec", 2.5), ("milliseconds", "msec", 2500), ("microseconds", "usec", 2500000),
                          ("unknown", "unknown", 2.5), ("hertz", "hz", 2.5), ("zero", "sec", 0)]:
    image = nib.Nifti1Image(numbers("int16", SHAPE + (5,)), AFFINE)
    image.header.set_zooms((3, 4, 4, step))
    image.header.set_xyzt_units("mm", units)
    keep(image, f"movie-{name}.nii.gz")

np.savez_compressed("expected.npz", **expected)
