// An HTTP server on its own port whose answers a test scripts.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "google/google_service.hpp"

namespace gup::google::test {

struct SeenRequest {
  std::string method;
  /// Without the query, not decoded.
  std::string path;
  /// Decoded.
  std::map<std::string, std::string> parameters;
  std::map<std::string, std::string> form;
  /// The token after "Bearer ".
  std::string bearer;
  std::string user_agent;
  std::string accept_encoding;
};

struct Reply {
  enum class Kind {
    answer,
    /// Closes the connection without an answer.
    reset,
    /// Announces more bytes than it sends.
    cut_short,
    /// Sends nothing until the client disconnects.
    silence,
  };
  int status = 200;
  std::string body;
  std::string retry_after;
  std::string location;
  Kind kind = Kind::answer;
  std::string content_encoding = {};
};

/// Answers on its own thread, one request at a time; keeps connections open. A list of the directory that
/// does not say its `kind` gets it.
class ScriptedGoogle {
 public:
  using Handler = std::function<Reply(const SeenRequest&)>;

  explicit ScriptedGoogle(Handler handler);
  ~ScriptedGoogle();

  [[nodiscard]] std::string origin() const;
  /// Client "client-id" with secret "client-secret"; all four endpoints here.
  [[nodiscard]] GoogleClientSettings settings() const;
  [[nodiscard]] std::vector<SeenRequest> requests() const;
  /// The requests of one path.
  [[nodiscard]] std::vector<SeenRequest> requests(const std::string& path) const;
  [[nodiscard]] int connections() const;

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

/// `{"access_token": TOKEN, "expires_in": SECONDS, ...}`
[[nodiscard]] Reply token_reply(const std::string& token, int expires_in = 3599);

/// Google's error body with one reason.
[[nodiscard]] Reply error_reply(int status, const std::string& reason, const std::string& message);

}  // namespace gup::google::test
