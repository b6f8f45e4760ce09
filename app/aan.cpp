#include "cli/cli.hpp"

int main(int argc, char** argv) { return aan::cli::run(argc, argv); }
