// output[i][:] = input[indices[i]][:]: the rows of tokens, gathered into the order in which experts receive them.
// Exact.
//
// The PTX path of dispatch_gather_cuda, with the same definition; columns is a multiple of 8 and the pointers are
// aligned to 16 bytes. Four 16-byte loads in flight a thread, which leave L1 alone and ask L2 for the 256 bytes around
// them. One block of 256 threads a row; the grid is output_rows.
#include "memory.cuh"

extern "C" __global__ void __launch_bounds__(256)
    dispatch_gather_ptx(unsigned short *__restrict__ output, const unsigned short *__restrict__ input,
                        const unsigned *__restrict__ indices, unsigned output_rows, unsigned input_rows,
                        unsigned columns) {
  const unsigned row = blockIdx.x;
  if (row >= output_rows) return;
  const unsigned index = indices[row];
  if (index >= input_rows) return;
  const Vector4 *from = reinterpret_cast<const Vector4 *>(input + size_t(index) * columns);
  Vector4 *to = reinterpret_cast<Vector4 *>(output + size_t(row) * columns);
  const unsigned vectors = columns / 8;

  unsigned i = threadIdx.x;
  for (; i + 768 < vectors; i += 1024) {
    const Vector4 first = load_streaming(from + i);
    const Vector4 second = load_streaming(from + i + 256);
    const Vector4 third = load_streaming(from + i + 512);
    const Vector4 fourth = load_streaming(from + i + 768);
    store_streaming(to + i, first);
    store_streaming(to + i + 256, second);
    store_streaming(to + i + 512, third);
    store_streaming(to + i + 768, fourth);
  }
  for (; i < vectors; i += 256) store_streaming(to + i, load_streaming(from + i));
}
