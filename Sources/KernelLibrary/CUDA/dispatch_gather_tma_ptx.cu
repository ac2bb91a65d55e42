// output[i][:] = input[indices[i]][:]: the rows of tokens, gathered into the order in which experts receive them.
// Exact.
//
// The path of dispatch_gather_cuda through TMA, with the same definition; columns is a multiple of 8 and the pointers
// are aligned to 16 bytes. No data passes through registers: one elected lane a warp moves pieces of at most 8 KiB into
// shared memory with cp.async.bulk and out again, the load of the next piece under way while one is stored.
// Blocks of 128 threads, a loop over the grid; dynamic shared memory of 4 warps x 2 pieces x 8192 bytes.
#include "bulk_copy.cuh"

constexpr unsigned piece = 8192;

extern "C" __global__ void __launch_bounds__(128)
    dispatch_gather_tma_ptx(unsigned short *__restrict__ output, const unsigned short *__restrict__ input,
                            const unsigned *__restrict__ indices, unsigned output_rows, unsigned input_rows,
                            unsigned columns) {
  extern __shared__ __align__(128) unsigned char pieces[];
  __shared__ alignas(8) unsigned long long barriers[4][2];
  const unsigned warp = threadIdx.x / 32;
  if (!elect_one()) return;

  const unsigned buffers = shared_address(pieces) + warp * 2 * piece;
  const unsigned barrier = shared_address(barriers[warp]);
  barrier_init(barrier, 1);
  barrier_init(barrier + 8, 1);
  barrier_init_fence();

  const size_t row_bytes = size_t(columns) * 2;
  const unsigned row_pieces = unsigned((row_bytes + piece - 1) / piece);
  const unsigned count = output_rows * row_pieces;
  const unsigned step = gridDim.x * 4;

  // The first piece from one of this warp's on whose row has a token; count where there is none.
  const auto live = [&](unsigned from) {
    while (from < count && indices[from / row_pieces] >= input_rows) from += step;
    return from < count ? from : count;
  };
  const auto offset = [&](unsigned index) { return size_t(index % row_pieces) * piece; };
  const auto bytes = [&](unsigned index) {
    const size_t left = row_bytes - offset(index);
    return left < piece ? unsigned(left) : piece;
  };
  const auto load = [&](unsigned index, unsigned buffer) {
    const char *from = reinterpret_cast<const char *>(input) + indices[index / row_pieces] * row_bytes + offset(index);
    barrier_expect(barrier + buffer * 8, bytes(index));
    load_bytes(buffers + buffer * piece, from, bytes(index), barrier + buffer * 8);
  };

  unsigned current = live(blockIdx.x * 4 + warp);
  if (current < count) load(current, 0);
  for (unsigned turn = 0; current < count; turn++) {
    const unsigned next = live(current + step);
    if (next < count) {
      wait_for_stores_to_read();
      load(next, (turn + 1) % 2);
    }
    barrier_wait(barrier + turn % 2 * 8, turn / 2 % 2);
    char *to = reinterpret_cast<char *>(output) + current / row_pieces * row_bytes + offset(current);
    store_bytes(to, buffers + turn % 2 * piece, bytes(current));
    commit_stores();
    current = next;
  }
  wait_for_stores();
}
