#include "worker/worker.hpp"

int main(int argc, char** argv) { return aan::worker::run(argc, argv); }
