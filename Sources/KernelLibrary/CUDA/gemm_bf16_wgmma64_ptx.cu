// d = a * b^T: a is [m][k] bf16, b [n][k] bf16 (both rows along k), d [m][n] bf16, row-major.
//
// The definition and tolerance in gemm_bf16_naive_cuda. k and n are multiples of 8. a and b are tensor maps of the
// matrices with 128-byte swizzle, boxes of 64 x 64.
//
// wgmma on 64 x 64 tiles that TMA brings, one after another: a block of 128 threads asks for the next tile only when it
// has used the last. The grid is (ceil(n / 64), ceil(m / 64)); dynamic shared memory 16384 bytes.
#include "gemm_bf16_single.cuh"

extern "C" __global__ void __launch_bounds__(128)
    gemm_bf16_wgmma64_ptx(unsigned short *__restrict__ d, const __grid_constant__ TensorMap a,
                          const __grid_constant__ TensorMap b, unsigned m, unsigned n, unsigned k) {
  multiply_tile<64, 64>(d, a, b, m, n, k);
}
