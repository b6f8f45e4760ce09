#include "node/stop_signal.hpp"

#include <time.h>
#include <unistd.h>

namespace aan::node {

StopSignal::StopSignal() {
  sigemptyset(&ends_);
  sigaddset(&ends_, SIGTERM);
  sigaddset(&ends_, SIGINT);
  // A terminal that closes stops the shop in order, unless nohup said that it should stay.
  struct sigaction hangup{};
  if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
    sigaddset(&ends_, SIGHUP);
  all_ = ends_;
  sigaddset(&all_, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &all_, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

bool StopSignal::has_come() {
  if (came_ != 0) return true;
  const timespec at_once{};
  if (const int number = sigtimedwait(&ends_, nullptr, &at_once); number > 0) came_ = number;
  return came_ != 0;
}

bool StopSignal::wait() {
  int number = 0;
  while (!has_come()) {
    if (sigwait(&all_, &number) != 0) continue;
    if (number == SIGUSR1) return !has_come();  // who wants it ended, wants it more
    came_ = number;
  }
  return false;
}

// Blocked everywhere, they stay with the process until somebody above takes them.
void StopSignal::raise() { ::kill(::getpid(), SIGTERM); }
void StopSignal::raise_anew() { ::kill(::getpid(), SIGUSR1); }

}  // namespace aan::node
