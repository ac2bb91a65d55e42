// counts[b] += how many of keys[0 ..< count] equal b, for b < bins; other keys are passed over. Modulo 2^32, exact.
//
// The PTX path of histogram_cuda: the lanes of a warp with equal keys are found by match.any.sync and one of them adds
// their number, so that skewed keys do not serialise on one shared word. match.any costs more than the atomics it saves
// when keys are spread evenly: then this path is the slower one. Dynamic shared memory of 4 * bins bytes.

extern "C" __global__ void __launch_bounds__(256)
    histogram_ptx(const unsigned *__restrict__ keys, unsigned *__restrict__ counts, unsigned count, unsigned bins) {
  extern __shared__ unsigned local[];
  for (unsigned bin = threadIdx.x; bin < bins; bin += blockDim.x) local[bin] = 0;
  __syncthreads();

  const unsigned step = gridDim.x * blockDim.x;
  const unsigned base = unsigned(__cvta_generic_to_shared(local));
  unsigned below;
  asm("mov.u32 %0, %%lanemask_lt;" : "=r"(below));
  // All lanes of a warp take the same number of steps, so that match.any.sync may name all of them.
  for (unsigned first = blockIdx.x * blockDim.x + (threadIdx.x & ~31u); first < count; first += step) {
    const unsigned i = first + (threadIdx.x & 31u);
    unsigned key = 0xffffffffu;
    if (i < count)
      asm("ld.global.nc.L1::no_allocate.L2::256B.u32 %0, [%1];" : "=r"(key) : "l"(__cvta_generic_to_global(keys + i)));
    unsigned peers;
    asm volatile("match.any.sync.b32 %0, %1, 0xffffffff;" : "=r"(peers) : "r"(key));
    if (i < count && key < bins && (peers & below) == 0)
      asm volatile("{ .reg .u32 n; popc.b32 n, %1; red.relaxed.cta.shared.add.u32 [%0], n; }"
                   :
                   : "r"(base + key * 4), "r"(peers)
                   : "memory");
  }
  __syncthreads();
  for (unsigned bin = threadIdx.x; bin < bins; bin += blockDim.x) {
    const unsigned number = local[bin];
    if (number != 0)
      asm volatile("red.relaxed.gpu.global.add.u32 [%0], %1;"
                   :
                   : "l"(__cvta_generic_to_global(counts + bin)), "r"(number)
                   : "memory");
  }
}
