#pragma once

#include <string>

#include <boost/json/value.hpp>

#include "emulator.hpp"

/// An emulator without sockets, with a small customer, a clock set by the test, and shorthands for requests.
class EmulatorDriver {
 public:
  /// Adds `generated` people to those of the workspace.
  explicit EmulatorDriver(std::size_t generated = 0);

  emulator::Answer send(const std::string& method, const std::string& target, const std::string& body = "",
                        const std::string& token = "");
  /// GET with an administrator's access token for all read-only scopes.
  emulator::Answer get(const std::string& target);
  boost::json::value get_json(const std::string& target);
  boost::json::value control(const std::string& method, const std::string& target,
                             const std::string& body = "");
  void set_switch(const std::string& json);
  void add_fault(const std::string& json);
  std::size_t violations() const { return google.log.violation_count(); }

  /// Goes through the consent pages. Returns the address that the browser is redirected to.
  std::string consent(const std::string& account, const std::string& extra_query, const std::string& scopes,
                      const std::string& action = "allow");
  emulator::Answer exchange(const std::string& redirect, const std::string& verifier);
  emulator::Answer refresh(const std::string& refresh_token);
  /// Creates an access token of that account without the pages.
  std::string access_token(const std::string& account);

  std::int64_t now = 1'800'000'000;
  emulator::Emulator google;
  static const std::string kVerifier;
  static const std::string kRedirect;
  static const std::string kDirectoryScopes;
};

/// The reason of a directory error, e.g. `forbidden`.
std::string reason_of(const emulator::Answer& answer);
/// The `error` of a token error.
std::string token_error_of(const emulator::Answer& answer);
boost::json::value parsed(const emulator::Answer& answer);
std::string text(const boost::json::value& value, const std::string& member);
/// A parameter of an address's query.
std::string query_value(const std::string& address, const std::string& name);
