# One set of flags for every target of a build, so that precompiled headers can be shared.
# Position independent by hand (-fPIE everywhere): CMake's own property would give libraries -fPIC
# and programs -fPIE, and a precompiled header serves only one of the two.
# A field left out of a designated initialiser has its default: that is what they are for.
add_compile_options(-fPIE -pthread -Wall -Wextra -Wconversion -Wshadow -Wno-missing-field-initializers -Werror)
add_link_options(-pie -pthread)
add_compile_definitions(_GLIBCXX_ASSERTIONS SPDLOG_FMT_EXTERNAL SPDLOG_COMPILED_LIB)
if(AAN_CRASH_POINTS)
  add_compile_definitions(AAN_CRASH_POINTS=1)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # Without this ccache cannot recognise an unchanged precompiled header.
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
endif()

if(AAN_HARDENING)
  add_compile_options(
    -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection
    -fcf-protection -ftrivial-auto-var-init=zero)
  add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)
endif()

if(AAN_SANITIZE)
  add_compile_options(-fsanitize=${AAN_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${AAN_SANITIZE})
  if(AAN_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()
if(AAN_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link
    -fsanitize-ignorelist=${CMAKE_SOURCE_DIR}/cmake/fuzz_ignore.txt
    -fno-sanitize=unsigned-integer-overflow,unsigned-shift-base -fno-sanitize-recover=integer)
endif()

find_program(AAN_MOLD mold)
if(AAN_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
find_program(AAN_CCACHE ccache)
if(AAN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # By the headers that a file was seen to read: preprocessing it too, to be sure of a miss, takes an eighth of a first build.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_DEPEND=1
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${AAN_CCACHE})
endif()
