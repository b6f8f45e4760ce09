# aan_embed(<target> <symbol> FILES file... [BASE dir])
# Puts files into the program: #include "embedded/<symbol>.hpp" declares
#   std::span<const aan::embedded::File> aan::embedded::<symbol>();
# sorted by name; the name is the path below BASE (default: the folder of the module). The assembler
# copies the bytes (.incbin), which costs no compile time; a changed file rebuilds one small object.
function(aan_embed target symbol)
  cmake_parse_arguments(E "" "BASE" "FILES" ${ARGN})
  if(NOT E_BASE)
    set(E_BASE ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
  cmake_path(ABSOLUTE_PATH E_BASE BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
  set(absolute)
  foreach(file IN LISTS E_FILES)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    list(APPEND absolute ${file})
  endforeach()
  list(SORT absolute COMPARE STRING)

  set(blocks)
  set(names)
  set(rows)
  set(count 0)
  foreach(file IN LISTS absolute)
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${E_BASE} OUTPUT_VARIABLE name)
    set(label "aan_embedded_${symbol}_${count}")
    string(APPEND blocks
      "__asm__(\".pushsection .rodata\\n.balign 16\\n.global ${label}\\n${label}:\\n\"\n"
      "        \".incbin \\\"${file}\\\"\\n.global ${label}_end\\n${label}_end:\\n.byte 0\\n.popsection\\n\");\n")
    string(APPEND names "extern const char ${label}[];\nextern const char ${label}_end[];\n")
    string(APPEND rows "      {\"${name}\", between(${label}, ${label}_end)},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  if(count EQUAL 0)
    message(FATAL_ERROR "aan_embed(${target} ${symbol}): no files")
  endif()

  set(out ${CMAKE_BINARY_DIR}/generated/embedded)
  file(CONFIGURE OUTPUT ${out}/file.hpp @ONLY CONTENT [[
#pragma once

#include <string_view>

namespace aan::embedded {
struct File {
  std::string_view name;
  std::string_view bytes;
};
}  // namespace aan::embedded
]])
  file(CONFIGURE OUTPUT ${out}/${symbol}.hpp @ONLY CONTENT [[
#pragma once

#include <span>

#include "embedded/file.hpp"

namespace aan::embedded {
std::span<const File> @symbol@();
}  // namespace aan::embedded
]])
  file(CONFIGURE OUTPUT ${out}/${symbol}.cpp @ONLY CONTENT [[
#include "embedded/@symbol@.hpp"

@blocks@
extern "C" {
@names@}

namespace aan::embedded {
namespace {
std::string_view between(const char* first, const char* last) {
  return {first, static_cast<std::string_view::size_type>(last - first)};
}
}  // namespace

std::span<const File> @symbol@() {
  static const File files[] = {
@rows@  };
  return files;
}
}  // namespace aan::embedded
]])
  set_source_files_properties(${out}/${symbol}.cpp PROPERTIES
    OBJECT_DEPENDS "${absolute}" SKIP_PRECOMPILE_HEADERS ON)
  # Without ccache, which knows nothing of what the assembler reads.
  add_library(embedded_${symbol} OBJECT ${out}/${symbol}.cpp)
  set_property(TARGET embedded_${symbol} PROPERTY CXX_COMPILER_LAUNCHER)
  target_include_directories(embedded_${symbol} PRIVATE ${CMAKE_BINARY_DIR}/generated)
  target_sources(${target} PRIVATE $<TARGET_OBJECTS:embedded_${symbol}>)
endfunction()
