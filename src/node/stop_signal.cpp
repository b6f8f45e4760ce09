#include "node/stop_signal.hpp"

#include <time.h>
#include <unistd.h>

namespace aan::node {

StopSignal::StopSignal() {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGTERM);
  sigaddset(&signals_, SIGINT);
  // A terminal that closes stops the shop in order, unless nohup said that it should stay.
  struct sigaction hangup{};
  if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
    sigaddset(&signals_, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

bool StopSignal::has_come() {
  if (came_ != 0) return true;
  const timespec at_once{};
  if (const int number = sigtimedwait(&signals_, nullptr, &at_once); number > 0) came_ = number;
  return came_ != 0;
}

void StopSignal::wait() {
  int number = 0;
  while (came_ == 0)
    if (sigwait(&signals_, &number) == 0) came_ = number;
}

// Blocked everywhere, it stays with the process until somebody above takes it.
void StopSignal::raise() { ::kill(::getpid(), SIGTERM); }

}  // namespace aan::node
