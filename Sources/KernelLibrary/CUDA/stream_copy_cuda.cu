// destination[i] = source[i] for i < count, elements of 32 bits. Exact.
//
// A loop over the grid, one element a thread and step, as it is usually written; the compiler unrolls it.

extern "C" __global__ void __launch_bounds__(256)
    stream_copy_cuda(float *__restrict__ destination, const float *__restrict__ source, unsigned count) {
  const unsigned step = gridDim.x * blockDim.x;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += step) destination[i] = source[i];
}
