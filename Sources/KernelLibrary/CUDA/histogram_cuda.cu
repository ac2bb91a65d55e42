// counts[b] += how many of keys[0 ..< count] equal b, for b < bins; other keys are passed over. Modulo 2^32, exact.
//
// counts must hold what to add to. Each block counts in shared memory (dynamic, 4 * bins bytes) with atomic additions,
// then adds its counts to the global ones.

extern "C" __global__ void __launch_bounds__(256)
    histogram_cuda(const unsigned *__restrict__ keys, unsigned *__restrict__ counts, unsigned count, unsigned bins) {
  extern __shared__ unsigned local[];
  for (unsigned bin = threadIdx.x; bin < bins; bin += blockDim.x) local[bin] = 0;
  __syncthreads();
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x) {
    const unsigned key = keys[i];
    if (key < bins) atomicAdd(&local[key], 1u);
  }
  __syncthreads();
  for (unsigned bin = threadIdx.x; bin < bins; bin += blockDim.x)
    if (local[bin] != 0) atomicAdd(&counts[bin], local[bin]);
}
