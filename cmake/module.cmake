# One folder = one target = one namespace: src/domain/sales is the target aan_domain_sales and aan::sales.

# Adds a folder that may not be there yet.
function(aan_add_folder folder)
  if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt)
    add_subdirectory(${folder})
  endif()
endfunction()

# Module paths -> link items. A module that is not in this build is dropped and reported at the end.
function(aan_module_targets out)
  set(items)
  foreach(path IN LISTS ARGN)
    string(REPLACE "/" "_" target "aan_${path}")
    list(APPEND items $<TARGET_NAME_IF_EXISTS:${target}>)
    set_property(GLOBAL APPEND PROPERTY AAN_WANTED_MODULES ${target})
  endforeach()
  set(${out} ${items} PARENT_SCOPE)
endfunction()

function(aan_report_missing_modules)
  get_property(wanted GLOBAL PROPERTY AAN_WANTED_MODULES)
  list(REMOVE_DUPLICATES wanted)
  foreach(target IN LISTS wanted)
    if(NOT TARGET ${target})
      message(WARNING "module ${target} is named by others but is not in this build")
    endif()
  endforeach()
endfunction()

# aan_module(<path> [DEPENDS path...] [PRIVATE_DEPENDS path...] [LIBS target...] [PRIVATE_LIBS target...]
#            [PCH header...] [TEST_DEPENDS path...] [TEST_LIBS target...] [CHAPTERS folder...])
# Takes every .cpp and .hpp of the folder and of its chapters: folders that sort what is one module, not modules of their
# own. *_test.cpp become test_<path>. PCH: heavy headers of this module alone, such as <boost/asio.hpp>.
function(aan_module path)
  cmake_parse_arguments(M "" ""
    "DEPENDS;PRIVATE_DEPENDS;LIBS;PRIVATE_LIBS;PCH;TEST_DEPENDS;TEST_LIBS;CHAPTERS" ${ARGN})
  if(M_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "aan_module(${path}): what is ${M_UNPARSED_ARGUMENTS}?")
  endif()
  if(NOT CMAKE_CURRENT_SOURCE_DIR MATCHES "/${path}$")
    message(FATAL_ERROR "aan_module(${path}): the folder is ${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  string(REPLACE "/" "_" name ${path})
  set(target aan_${name})
  set(source_files *.cpp)
  set(header_files *.hpp)
  foreach(chapter IN LISTS M_CHAPTERS)
    if(NOT IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${chapter})
      message(FATAL_ERROR "aan_module(${path}): there is no folder ${chapter}")
    endif()
    list(APPEND source_files ${chapter}/*.cpp)
    list(APPEND header_files ${chapter}/*.hpp)
  endforeach()
  file(GLOB sources CONFIGURE_DEPENDS ${source_files})
  file(GLOB headers CONFIGURE_DEPENDS ${header_files})
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  aan_module_targets(public_modules ${M_DEPENDS})
  aan_module_targets(private_modules ${M_PRIVATE_DEPENDS})

  if(sources)
    add_library(${target} STATIC ${sources})
    set(public PUBLIC)
    set(private PRIVATE)
  else()
    add_library(${target} INTERFACE)
    set(public INTERFACE)
    set(private INTERFACE)
  endif()
  # testing/ lies beside src/, everything else in it.
  set(root ${CMAKE_SOURCE_DIR}/src)
  string(FIND "${CMAKE_CURRENT_SOURCE_DIR}/" "${root}/" at)
  if(NOT at EQUAL 0)
    set(root ${CMAKE_SOURCE_DIR})
  endif()
  target_sources(${target} ${public} FILE_SET HEADERS BASE_DIRS ${root} FILES ${headers})
  target_include_directories(${target} ${public} ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/generated)
  target_link_libraries(${target}
    ${public} ${public_modules} ${M_LIBS} ${private} ${private_modules} ${M_PRIVATE_LIBS})
  if(sources)
    aan_precompile(${target} ${M_PCH})
  endif()

  if(tests AND AAN_TESTS)
    aan_test(${name} SOURCES ${tests} DEPENDS ${path} ${M_TEST_DEPENDS}
      LIBS ${M_LIBS} ${M_PRIVATE_LIBS} ${M_TEST_LIBS})
    aan_module_targets(inner ${M_PRIVATE_DEPENDS})
    target_link_libraries(test_${name} PRIVATE ${inner})
  endif()
endfunction()

function(aan_program target)
  cmake_parse_arguments(P "" "" "SOURCES;DEPENDS;LIBS" ${ARGN})
  add_executable(${target} ${P_SOURCES})
  aan_module_targets(modules ${P_DEPENDS})
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}
    ${CMAKE_BINARY_DIR}/generated ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${target} PRIVATE ${modules} ${P_LIBS})
endfunction()

# aan_test(<name> SOURCES file... [DEPENDS path...] [LIBS target...] [LABELS label...])
# One program and one ctest per folder; GoogleTest's main, gmock, rapidcheck and testing/ are there.
function(aan_test name)
  cmake_parse_arguments(T "" "" "SOURCES;DEPENDS;LIBS;LABELS" ${ARGN})
  if(NOT T_LABELS)
    set(T_LABELS unit)
  endif()
  aan_program(test_${name} SOURCES ${T_SOURCES} DEPENDS ${T_DEPENDS}
    LIBS ${T_LIBS} $<TARGET_NAME_IF_EXISTS:aan_testing> dep::gtest_main dep::rapidcheck)
  aan_test_precompile(test_${name})
  add_test(NAME ${name} COMMAND test_${name}
    --gtest_output=xml:${CMAKE_BINARY_DIR}/results/${name}.xml --gtest_brief=1)
  if(AAN_SANITIZE)
    set(seconds 1800)  # ten times the work, on request alone, beside whatever else runs
  else()
    set(seconds 300)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${T_LABELS}" TIMEOUT ${seconds}
    ENVIRONMENT "AAN_BUILD_DIR=${CMAKE_BINARY_DIR};AAN_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
endfunction()

# aan_bench(<name> SOURCES file... [DEPENDS path...] [LIBS target...]): the program bench_<name>.
function(aan_bench name)
  cmake_parse_arguments(B "" "" "SOURCES;DEPENDS;LIBS" ${ARGN})
  aan_program(bench_${name} SOURCES ${B_SOURCES} DEPENDS ${B_DEPENDS}
    LIBS ${B_LIBS} $<TARGET_NAME_IF_EXISTS:aan_testing>)
endfunction()

# aan_fuzz(<name> SOURCES file... [DEPENDS path...] [LIBS target...] [CORPUS dir])
# With AAN_FUZZ a libFuzzer program; otherwise a test that replays the corpus (default corpus/<name>).
function(aan_fuzz name)
  cmake_parse_arguments(F "" "CORPUS" "SOURCES;DEPENDS;LIBS" ${ARGN})
  if(NOT F_CORPUS)
    set(F_CORPUS ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})
  endif()
  if(AAN_FUZZ)
    aan_program(fuzz_${name} SOURCES ${F_SOURCES} DEPENDS ${F_DEPENDS} LIBS ${F_LIBS})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    file(APPEND ${CMAKE_BINARY_DIR}/fuzz_targets.txt "fuzz_${name} ${F_CORPUS}\n")
  elseif(AAN_TESTS)
    aan_program(fuzz_${name} SOURCES ${F_SOURCES} ${CMAKE_SOURCE_DIR}/cmake/fuzz_replay.cpp
      DEPENDS ${F_DEPENDS} LIBS ${F_LIBS})
    add_test(NAME fuzz_${name} COMMAND fuzz_${name} ${F_CORPUS})
    set_tests_properties(fuzz_${name} PROPERTIES LABELS unit TIMEOUT 60)
  endif()
endfunction()

# Precompiled headers: the standard library once for all modules, and once with GoogleTest for all tests.
set(AAN_STD_HEADERS <algorithm> <array> <atomic> <charconv> <chrono> <condition_variable> <cstdint>
  <cstring> <expected> <filesystem> <functional> <map> <memory> <mutex> <optional> <ranges> <set> <span>
  <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>)
set(AAN_PCH_SUPPORTED OFF)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND NOT AAN_NO_PCH)
  set(AAN_PCH_SUPPORTED ON)
endif()

function(aan_precompile target)
  if(NOT AAN_PCH_SUPPORTED)
    return()
  endif()
  if(ARGN)
    target_precompile_headers(${target} PRIVATE ${AAN_STD_HEADERS} ${ARGN})
  else()
    target_precompile_headers(${target} REUSE_FROM aan_pch_std)
  endif()
endfunction()

function(aan_test_precompile target)
  if(AAN_PCH_SUPPORTED)
    target_precompile_headers(${target} REUSE_FROM aan_pch_test)
  endif()
endfunction()

if(AAN_PCH_SUPPORTED)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/pch.cpp CONTENT "// Carrier of a precompiled header.\n")
  add_library(aan_pch_std STATIC ${CMAKE_BINARY_DIR}/generated/pch.cpp)
  target_precompile_headers(aan_pch_std PRIVATE ${AAN_STD_HEADERS})
  if(AAN_TESTS)
    add_library(aan_pch_test STATIC ${CMAKE_BINARY_DIR}/generated/pch.cpp)
    target_link_libraries(aan_pch_test PRIVATE dep::gtest)
    target_precompile_headers(aan_pch_test PRIVATE ${AAN_STD_HEADERS} <gtest/gtest.h> <gmock/gmock.h>)
  endif()
endif()
file(REMOVE ${CMAKE_BINARY_DIR}/fuzz_targets.txt)
