"""Tables of series as other programs write them, for the tests of this folder.

Run by hand with Python 3 in this folder: pip install pyarrow pandas duckdb; python make.py
The numbers are a formula, which the tests repeat: value(i, t, c) = (i + 1) * 100 + t * 10 + c + 0.25, as float or double.
"""

import json

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

SERIES, FEATURES = 7, 2


def length(i):
    return 3 + i % 3


def value(i, t, c):
    return (i + 1) * 100 + t * 10 + c + 0.25


def rows():
    return [[[value(i, t, c) for c in range(FEATURES)] for t in range(length(i))] for i in range(SERIES)]


def table(number, label="text"):
    nested = pa.list_(pa.list_(number))
    columns = {
        "id": pa.array([f"s{i}" for i in range(SERIES)]),
        "values": pa.array(rows(), nested),
        "label": pa.array(["even" if i % 2 == 0 else "odd" for i in range(SERIES)])
        if label == "text"
        else pa.array([i % 2 for i in range(SERIES)], pa.int64()),
        "group": pa.array([i // 2 for i in range(SERIES)], pa.int32()),
    }
    return pa.table(columns)


# Compressions, both versions of pages, several row groups, several pages.
for codec in ["snappy", "zstd", "gzip", "none", "lz4"]:
    pq.write_table(table(pa.float32()), f"{codec}.parquet", compression=codec, row_group_size=3)
pq.write_table(table(pa.float64(), "number"), "double.parquet", data_page_version="2.0", compression="zstd")
pq.write_table(
    table(pa.float32()),
    "encodings.parquet",
    use_dictionary=False,
    data_page_version="2.0",
    column_encoding={
        "id": "DELTA_BYTE_ARRAY",
        "values.list.element.list.element": "BYTE_STREAM_SPLIT",
        "label": "DELTA_LENGTH_BYTE_ARRAY",
        "group": "DELTA_BINARY_PACKED",
    },
)
pq.write_table(table(pa.float32()), "plain.parquet", use_dictionary=False, data_page_size=64, compression="none")

# Missing values, lengths behind which is padding, masks, names of features, a column that is not known, whole numbers as ids.
gaps = rows()
gaps[2][1][0] = None
gaps[3][1][1] = float("nan")
padded = [steps + [[0.0, 0.0]] * (5 - len(steps)) for steps in gaps]
masks = [[[(t + c) % 2 == 0 for c in range(FEATURES)] for t in range(5)] for _ in range(SERIES)]
full = pa.table(
    {
        "id": pa.array(range(10, 10 + SERIES), pa.int32()),
        "values": pa.array(padded, pa.list_(pa.list_(pa.float32()))),
        "length": pa.array([length(i) for i in range(SERIES)], pa.int32()),
        "label": pa.array([3 + i % 2 for i in range(SERIES)], pa.int32()),
        "reference": pa.array(masks, pa.list_(pa.list_(pa.bool_()))),
        "on_task": pa.array([[int(t > 0) for t in range(5)] for _ in range(SERIES)], pa.list_(pa.int8())),
        "remark": pa.array(["-"] * SERIES),
    }
).replace_schema_metadata({"feature_names": json.dumps(["pulse", "pressure"])})
pq.write_table(full, "gaps.parquet")

# pandas: lists of lists as objects, and one feature as lists of numbers.
frame = pd.DataFrame({"id": [f"s{i}" for i in range(SERIES)], "values": rows()}, index=range(5, 5 + SERIES))
frame.to_parquet("pandas.parquet")
pd.DataFrame({"values": [[step[0] for step in steps] for steps in rows()]}).to_parquet("one-feature.parquet")

# A row a step: DuckDB with time stamps, pandas with whole numbers, rows out of order.
long = pd.DataFrame(
    [
        {"id": f"s{i}", "time": t, "f_0": value(i, t, 0), "f_1": value(i, t, 1), "label": f"k{i % 2}", "group": i // 2}
        for i in range(SERIES)
        for t in range(length(i))
    ]
)
long.to_parquet("long.parquet", index=False)
long.sample(frac=1, random_state=np.random.RandomState(1)).to_parquet("shuffled.parquet")
duckdb.sql(
    "COPY (SELECT id, TIMESTAMP '2024-01-31 10:00:00' + to_seconds(time) AS time, f_0::FLOAT AS a, f_1::FLOAT AS b FROM long)"
    " TO 'stamps.parquet' (FORMAT parquet, COMPRESSION zstd)"
)
duckdb.sql(
    "COPY (SELECT id, list([f_0::FLOAT, f_1::FLOAT] ORDER BY time) AS values, any_value(label) AS label FROM long"
    " GROUP BY id ORDER BY id) TO 'duckdb.parquet' (FORMAT parquet)"
)

# What is wrong.
pq.write_table(pa.table({"id": ["a"], "values": pa.array([[[1.0, 2.0], [3.0]]])}), "ragged-features.parquet")
pq.write_table(pa.table({"id": ["a", "b"], "values": pa.array([[[1.0, 2.0]], [[1.0]]])}), "two-widths.parquet")
pq.write_table(pa.table({"id": ["a", "b"], "values": pa.array([[[1.0]], []], pa.list_(pa.list_(pa.float32())))}), "no-steps.parquet")
pq.write_table(pa.table({"id": ["a"], "values": pa.array([["x"]])}), "text-values.parquet")
pq.write_table(pa.table({"name": ["a"], "number": [1.0]}), "other-columns.parquet")
pq.write_table(table(pa.float32()), "brotli.parquet", compression="brotli")
pq.write_table(table(pa.float32()).slice(0, 0), "no-rows.parquet")
