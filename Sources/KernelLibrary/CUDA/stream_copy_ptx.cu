// destination[i] = source[i] for i < count, elements of 32 bits; both pointers aligned to 16 bytes. Exact.
//
// The PTX path of stream_copy_cuda: four 16-byte loads in flight a thread, which leave L1 alone and ask L2 for the 256
// bytes around them. The last count % 4 elements are copied one by one by the first threads of the grid.
#include "memory.cuh"

extern "C" __global__ void __launch_bounds__(256)
    stream_copy_ptx(float *__restrict__ destination, const float *__restrict__ source, unsigned count) {
  const unsigned thread = blockIdx.x * blockDim.x + threadIdx.x;
  const unsigned step = gridDim.x * blockDim.x;
  const unsigned vectors = count / 4;
  const Vector4 *from = reinterpret_cast<const Vector4 *>(source);
  Vector4 *to = reinterpret_cast<Vector4 *>(destination);

  unsigned i = thread;
  for (; i + 3 * step < vectors; i += 4 * step) {
    const Vector4 first = load_streaming(from + i);
    const Vector4 second = load_streaming(from + i + step);
    const Vector4 third = load_streaming(from + i + 2 * step);
    const Vector4 fourth = load_streaming(from + i + 3 * step);
    store_streaming(to + i, first);
    store_streaming(to + i + step, second);
    store_streaming(to + i + 2 * step, third);
    store_streaming(to + i + 3 * step, fourth);
  }
  for (; i < vectors; i += step) store_streaming(to + i, load_streaming(from + i));

  const unsigned last = vectors * 4 + thread;
  if (last < count) destination[last] = source[last];
}
