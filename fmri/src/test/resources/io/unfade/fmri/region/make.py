"""Makes the fixtures of this folder with NumPy, SciPy and nibabel, independently of the program."""
import nibabel
import numpy
from scipy import ndimage

rng = numpy.random.default_rng(7)
data = (1000 + 50 * rng.standard_normal((7, 8, 6, 5))).astype(numpy.float32)
turn = numpy.deg2rad(12)
rotation = numpy.array([[numpy.cos(turn), -numpy.sin(turn), 0], [numpy.sin(turn), numpy.cos(turn), 0], [0, 0, 1]])
affine = numpy.eye(4)
affine[:3, :3] = rotation @ numpy.diag([-3.0, 3.2, 3.5])
affine[:3, 3] = [10.0, -14.0, -9.0]
image = nibabel.Nifti1Image(data, affine)
image.header.set_zooms((3.0, 3.2, 3.5, 2.0))
image.header.set_xyzt_units("mm", "sec")
nibabel.save(image, "bold.nii.gz")

labels = numpy.zeros((20, 22, 18), numpy.int16)
grid = numpy.indices(labels.shape)
labels[2:-2, 2:-2, 2:-2] = (1 + grid[0] // 5 + 4 * (grid[1] // 8) + 12 * (grid[2] // 9))[2:-2, 2:-2, 2:-2]
labels[0, 0, 0] = 99  # far outside the data: a region that vanishes
space = numpy.diag([1.5, 1.5, 1.5, 1.0])
space[:3, 3] = [-13.0, -16.0, -11.0]
nibabel.save(nibabel.Nifti1Image(labels, space), "atlas.nii.gz")

step = numpy.linalg.inv(space) @ affine
moved = ndimage.affine_transform(labels, step[:3, :3], step[:3, 3], output_shape=data.shape[:3], order=0)
numpy.save("moved.npy", moved.astype(numpy.int32))
index = numpy.unique(labels)[1:]
strategies = {
    "mean": ndimage.mean, "median": ndimage.median, "sum": ndimage.sum, "minimum": ndimage.minimum,
    "maximum": ndimage.maximum, "standard_deviation": ndimage.standard_deviation, "variance": ndimage.variance}
present = numpy.array([numpy.any(moved == label) for label in index])
series = {"labels": index.astype(numpy.int32), "present": present.astype(numpy.uint8)}
for name, measure in strategies.items():
    series[name] = numpy.array(
        [[measure(data[..., t].astype(numpy.float64), moved, label) if there else 0.0
          for label, there in zip(index, present)] for t in range(data.shape[3])])
numpy.savez_compressed("expected.npz", **series)
print(len(index), present.sum(), (moved > 0).sum())
