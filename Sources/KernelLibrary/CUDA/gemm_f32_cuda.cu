// c = a * b in f32: a is [m][k], b [k][n], c [m][n], all row-major.
//
// Each element starts at +0 and takes its k products in ascending order by fused multiply-adds, rounded to nearest
// even. Exact. 64 x 64 tiles of c a block of 256 threads, 4 x 4 elements a thread, steps of 16 along k through shared
// memory. The grid is (ceil(n / 64), ceil(m / 64)).

extern "C" __global__ void __launch_bounds__(256)
    gemm_f32_cuda(float *__restrict__ c, const float *__restrict__ a, const float *__restrict__ b, unsigned m,
                  unsigned n, unsigned k) {
  // a's tile is kept transposed, so that both tiles are read along a row; the padding keeps its writes off one bank.
  __shared__ float a_tile[16][64 + 4], b_tile[16][64];
  const unsigned first_row = blockIdx.y * 64, first_column = blockIdx.x * 64;
  const unsigned thread_row = threadIdx.x / 16 * 4, thread_column = threadIdx.x % 16 * 4;
  float sums[4][4] = {};

  for (unsigned step = 0; step < k; step += 16) {
    for (unsigned i = threadIdx.x; i < 64 * 16; i += 256) {
      const unsigned row = i / 16, depth = i % 16;
      const bool inside = first_row + row < m && step + depth < k;
      a_tile[depth][row] = inside ? a[size_t(first_row + row) * k + step + depth] : 0.0f;
    }
    for (unsigned i = threadIdx.x; i < 16 * 64; i += 256) {
      const unsigned depth = i / 64, column = i % 64;
      const bool inside = step + depth < k && first_column + column < n;
      b_tile[depth][column] = inside ? b[size_t(step + depth) * n + first_column + column] : 0.0f;
    }
    __syncthreads();
#pragma unroll
    for (unsigned depth = 0; depth < 16; depth++) {
      float left[4], right[4];
#pragma unroll
      for (unsigned i = 0; i < 4; i++) left[i] = a_tile[depth][thread_row + i];
#pragma unroll
      for (unsigned i = 0; i < 4; i++) right[i] = b_tile[depth][thread_column + i];
#pragma unroll
      for (unsigned i = 0; i < 4; i++)
#pragma unroll
        for (unsigned j = 0; j < 4; j++) sums[i][j] = __fmaf_rn(left[i], right[j], sums[i][j]);
    }
    __syncthreads();
  }
#pragma unroll
  for (unsigned i = 0; i < 4; i++)
#pragma unroll
    for (unsigned j = 0; j < 4; j++) {
      const unsigned row = first_row + thread_row + i, column = first_column + thread_column + j;
      if (row < m && column < n) c[size_t(row) * n + column] = sums[i][j];
    }
}
