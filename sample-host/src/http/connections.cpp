#include "http/connections.hpp"

#include <boost/asio/post.hpp>
#include <utility>

namespace http {
namespace {

void call_later(const std::shared_ptr<Connection>& connection, void (Connection::*call)()) {
  boost::asio::post(connection->stream.get_executor(), [weak = std::weak_ptr<Connection>(connection), call] {
    if (const auto open = weak.lock()) (open.get()->*call)();
  });
}

}  // namespace

void Connection::close() {
  closing = true;
  if (answering) return;
  stream.close();
  if (const auto waiting = alarm.lock()) waiting->timer.cancel();
}

void Connection::make_room() {
  // A client that does not read its response loses the rest.
  if (sending) answering = false;
  close();
}

std::uint64_t Connections::add(const std::shared_ptr<Connection>& connection) {
  const std::lock_guard lock(mutex_);
  if (stopping_) return 0;
  if (open_.size() >= limit_ && !close_an_idle_one()) return 0;
  open_.emplace(++last_, Entry{connection, connection->peer});
  ++count_of_peer_[connection->peer];
  return last_;
}

void Connections::remove(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  forget(id);
}

/// A connection closed to make room is already removed.
void Connections::forget(std::uint64_t id) {
  const auto found = open_.find(id);
  if (found == open_.end()) return;
  const auto count = count_of_peer_.find(found->second.peer);
  if (--count->second == 0) count_of_peer_.erase(count);
  open_.erase(found);
}

void Connections::set_idle(Connection& connection, bool idle) {
  const std::lock_guard lock(mutex_);
  connection.idle_since = idle ? std::optional(std::chrono::steady_clock::now()) : std::nullopt;
}

bool Connections::close_an_idle_one() {
  std::shared_ptr<Connection> oldest;
  std::uint64_t id_of_oldest = 0;
  std::size_t most = 0;
  for (const auto& [id, entry] : open_) {
    const auto connection = entry.connection.lock();
    if (!connection || !connection->idle_since) continue;
    const std::size_t of_peer = count_of_peer_.at(entry.peer);
    if (of_peer < most || (of_peer == most && oldest->idle_since <= connection->idle_since)) continue;
    oldest = connection;
    id_of_oldest = id;
    most = of_peer;
  }
  if (!oldest) return false;
  forget(id_of_oldest);
  call_later(oldest, &Connection::make_room);
  return true;
}

bool Connections::stop() {
  const std::lock_guard lock(mutex_);
  return !std::exchange(stopping_, true);
}

void Connections::close_all() {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, entry] : open_)
    if (const auto connection = entry.connection.lock()) call_later(connection, &Connection::close);
}

}  // namespace http
