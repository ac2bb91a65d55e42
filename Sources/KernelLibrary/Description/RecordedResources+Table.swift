// Written by CUDA/compile.sh.

extension RecordedResources {
  /// The release of ptxas that the numbers come from.
  static let compilerVersion = "13.5"

  /// What ptxas reports for each kernel with `-arch=sm_90a`.
  static let table: [String: RecordedResources] = [
    "attention128_cuda": RecordedResources(
      registers: 120, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "attention128_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "attention192_backward_cuda": RecordedResources(
      registers: 64, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "attention192_backward_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "attention192_cuda": RecordedResources(
      registers: 123, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "attention192_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "attention64_cuda": RecordedResources(
      registers: 102, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "attention64_ptx": RecordedResources(
      registers: 128, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "combine_reduce_cuda": RecordedResources(
      registers: 32, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "combine_reduce_ptx": RecordedResources(
      registers: 30, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "dispatch_gather_cuda": RecordedResources(
      registers: 18, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "dispatch_gather_ptx": RecordedResources(
      registers: 36, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "dispatch_gather_tma_ptx": RecordedResources(
      registers: 20, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 128),
    "fp8_cast_cuda": RecordedResources(
      registers: 21, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "fp8_cast_ptx": RecordedResources(
      registers: 31, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "fp8_cast_rows_cuda": RecordedResources(
      registers: 23, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "fp8_cast_transpose_cuda": RecordedResources(
      registers: 40, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 33792),
    "fp8_gemm_128x112_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_128x112a_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_128x128a_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_128x144b_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_128x160b_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_128x16_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_128x32_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_128x56_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_128x96_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_256x128a_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_64x128_ptx": RecordedResources(
      registers: 232, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_64x16_ptx": RecordedResources(
      registers: 232, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_64x32_ptx": RecordedResources(
      registers: 232, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_64x56_ptx": RecordedResources(
      registers: 232, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_64x96_ptx": RecordedResources(
      registers: 232, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_cuda": RecordedResources(
      registers: 63, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 17408),
    "fp8_gemm_grouped_128x128a_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_grouped_128x160b_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_grouped_cuda": RecordedResources(
      registers: 63, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 17408),
    "fp8_gemm_grouped_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_weight_128x152b_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "fp8_gemm_weight_cuda": RecordedResources(
      registers: 63, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 17408),
    "fp8_gemm_weight_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "gemm_bf16_cluster_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "gemm_bf16_mma_ptx": RecordedResources(
      registers: 97, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 49152),
    "gemm_bf16_naive_cuda": RecordedResources(
      registers: 32, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "gemm_bf16_persistent_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "gemm_bf16_setmaxnreg_ptx": RecordedResources(
      registers: 168, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "gemm_bf16_specialised_ptx": RecordedResources(
      registers: 154, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "gemm_bf16_tiled_cuda": RecordedResources(
      registers: 127, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 16896),
    "gemm_bf16_wgmma64_ptx": RecordedResources(
      registers: 58, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "gemm_bf16_wgmma_ptx": RecordedResources(
      registers: 154, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "gemm_bf16_wide_ptx": RecordedResources(
      registers: 154, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 1024),
    "gemm_bf16_wmma_cuda": RecordedResources(
      registers: 124, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 20480),
    "gemm_f32_cuda": RecordedResources(
      registers: 48, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 8448),
    "histogram_cuda": RecordedResources(
      registers: 12, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "histogram_ptx": RecordedResources(
      registers: 16, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "reduce_f32_cuda": RecordedResources(
      registers: 12, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 32),
    "reduce_f32_ptx": RecordedResources(
      registers: 17, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 32),
    "reduce_u32_cuda": RecordedResources(
      registers: 12, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 32),
    "reduce_u32_ptx": RecordedResources(
      registers: 14, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "rmsnorm_cuda": RecordedResources(
      registers: 16, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 32),
    "rmsnorm_ptx": RecordedResources(
      registers: 40, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 32),
    "rotary_cuda": RecordedResources(
      registers: 26, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "rotary_ptx": RecordedResources(
      registers: 24, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "softmax_cuda": RecordedResources(
      registers: 20, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 64),
    "stream_copy_cuda": RecordedResources(
      registers: 12, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "stream_copy_ptx": RecordedResources(
      registers: 32, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "swiglu_cast_cuda": RecordedResources(
      registers: 28, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "swiglu_cuda": RecordedResources(
      registers: 15, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "swiglu_ptx": RecordedResources(
      registers: 28, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
    "transpose_cuda": RecordedResources(
      registers: 32, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 4224),
    "transpose_ptx": RecordedResources(
      registers: 18, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 4096),
    "vector_add_cuda": RecordedResources(
      registers: 12, spillStoreBytes: 0, spillLoadBytes: 0, stackBytes: 0, staticSharedBytes: 0),
  ]
}
