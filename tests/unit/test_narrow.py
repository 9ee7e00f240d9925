"""Numbers in half their bytes come back as they were, by any slice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.narrow import Narrow

SLICES = st.tuples(st.integers(0, 60), st.integers(0, 60))


@pytest.mark.parametrize(("dtype", "edge"), [(np.uint32, 65536), (np.uint16, 256)])
@given(data=st.data())
def test_every_slice_reads_as_it_was_written(dtype, edge, data):
    low, high = st.integers(0, edge - 1), st.integers(0, edge - 1)
    few = st.one_of(
        low, st.builds(lambda a, b: a * edge + b, st.integers(0, 2), low), st.builds(int.__mul__, high, low)
    )
    values = np.array(data.draw(st.lists(few, max_size=50)), dtype=dtype)
    start, stop = data.draw(SLICES)
    written = Narrow.of(values).arrays("docs")
    held = Narrow.of_arrays("docs", written)
    assert held[start:stop].tolist() == values[start:stop].tolist()
    assert held[start:stop].dtype == dtype
    assert len(held) == len(values)
    assert sum(part.nbytes for part in written.values()) <= 4 * values.nbytes
    part, out = held.part(start, max(start, min(stop, len(values)))), np.empty(len(values[start:stop]), dtype=np.intp)
    part.write_to(out)
    assert out.tolist() == part.read().tolist() == values[start:stop].tolist()


def test_a_list_that_ascends_takes_little_more_than_half():
    values = np.arange(0, 1_000_000, 3, dtype=np.uint32)
    assert sum(part.nbytes for part in Narrow.of(values).arrays("docs").values()) < values.nbytes * 0.501
