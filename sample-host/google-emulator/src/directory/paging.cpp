#include "directory/paging.hpp"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "common/text.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

struct Token {
  std::int64_t issued_at = 0;
  std::size_t offset = 0;
  std::string key;
  std::optional<std::size_t> moved;
  Parameters parameters;
  Parameters path;
  std::uint64_t number = 0;  ///< makes two tokens for one position differ
};

/// Parameters that may differ between the pages of one list.
bool may_differ(const std::string& name) {
  return name == "pageToken" || name == "prettyPrint" || name == "quotaUser" || name == "$.xgafv";
}

Parameters lasting(const Parameters& query) {
  Parameters kept;
  for (const auto& parameter : query)
    if (!may_differ(parameter.first)) kept.push_back(parameter);
  std::sort(kept.begin(), kept.end());
  return kept;
}

json::array to_json(const Parameters& parameters) {
  json::array array;
  for (const auto& [name, value] : parameters) array.push_back(json::array{name, value});
  return array;
}

Parameters from_json(const json::value& array) {
  Parameters parameters;
  for (const json::value& pair : array.as_array())
    parameters.emplace_back(std::string(pair.as_array().at(0).as_string()),
                            std::string(pair.as_array().at(1).as_string()));
  return parameters;
}

std::string seal(const std::string& text) {
  return host_sdk::base64url_encode(sha256("page token" + text).substr(0, 6));
}

std::string write_token(const Call& call, const Token& token) {
  json::array body{call.method.id,
                   token.issued_at,
                   token.offset,
                   token.key,
                   token.moved ? json::value(*token.moved) : json::value(nullptr),
                   to_json(token.parameters),
                   to_json(token.path),
                   token.number};
  const std::string text = json::serialize(body);
  return seal(text) + host_sdk::base64url_encode(text);
}

std::optional<Token> read_token(const Call& call) {
  const std::string* text = find(call.query, "pageToken");
  if (!text || text->empty()) return std::nullopt;
  try {
    const std::string body =
        from_base64url(std::string_view(*text).substr(std::min<std::size_t>(8, text->size())));
    if (text->substr(0, 8) != seal(body)) throw invalid_input("pageToken");
    const json::value parsed = json::parse(body);
    const json::array& parts = parsed.as_array();
    if (parts.at(0).as_string() != call.method.id) throw invalid_input("pageToken");
    Token token;
    token.issued_at = parts.at(1).to_number<std::int64_t>();
    token.offset = parts.at(2).to_number<std::size_t>();
    token.key = std::string(parts.at(3).as_string());
    if (!parts.at(4).is_null()) token.moved = parts.at(4).to_number<std::size_t>();
    token.parameters = from_json(parts.at(5));
    token.path = from_json(parts.at(6));
    return token;
  } catch (const std::invalid_argument&) {  // not base64url at all
    throw invalid_input("pageToken");
  }
}

}  // namespace

Parameters effective_parameters(const Call& call) {
  const auto token = read_token(call);
  if (!token) return call.query;
  if (token->path == call.path && token->parameters == lasting(call.query)) return call.query;
  if (call.emulator.switches.is("changed_parameters", "token_wins")) return token->parameters;
  if (call.emulator.switches.is("changed_parameters", "parameters_win")) return call.query;
  throw invalid("Invalid page token, request parameters do not match page token", "pageToken");
}

Page take_page(const Call& call, const Parameters& parameters, const PagedRows& rows,
               std::size_t default_size, std::size_t largest, std::int64_t lifetime) {
  const Switches& switches = call.emulator.switches;
  const auto token = read_token(call);
  const std::int64_t now = call.emulator.now();
  const std::int64_t limit = switches.number("page_token_lifetime_seconds");
  const std::int64_t longest = limit > 0 ? limit : lifetime;
  if (token && longest > 0 && now - token->issued_at > longest) throw invalid_input("pageToken");

  const std::string* wanted = find(parameters, "maxResults");
  const std::size_t size =
      wanted ? std::min(largest, static_cast<std::size_t>(std::stoul(*wanted))) : default_size;
  std::size_t position = 0;
  const bool by_key = rows.key && switches.is("page_tokens", "keys");
  // An empty key is the start: a row may itself have none (a member that is everyone has no address).
  if (token) position = by_key && !token->key.empty() ? rows.after(token->key) : token->offset;

  Page page;
  if (call.emulator.empty_page && rows.count > 0) {
    Token again = token.value_or(Token{});
    again.issued_at = now;
    again.parameters = lasting(parameters);
    again.path = call.path;
    again.number = call.emulator.etag_counter;
    page.next_token = write_token(call, again);
    return page;
  }
  std::size_t last = position;
  std::size_t before_last = position;
  for (; position < rows.count; ++position) {
    if (rows.accepts && !rows.accepts(position)) continue;
    if (page.rows.size() == size) break;
    page.rows.push_back(position);
    before_last = last;
    last = position;
  }
  if (position >= rows.count) {
    if (token && token->moved && *token->moved < rows.count) page.rows.push_back(*token->moved);
    return page;
  }
  Token next;
  next.issued_at = now;
  next.parameters = lasting(parameters);
  next.path = call.path;
  if (token) next.moved = token->moved;
  std::size_t resume_after = last;
  const std::string& isolation = switches.text("page_isolation");
  if (isolation == "repeat_row" && page.rows.size() > 1) resume_after = before_last;
  if (isolation == "miss_row") resume_after = position;
  if (isolation == "move_row" && !token && page.rows.size() > 1) {
    next.moved = last;
    page.rows.pop_back();
  }
  next.offset = resume_after + 1;
  if (rows.key) next.key = rows.key(resume_after);
  page.next_token = write_token(call, next);
  return page;
}

}  // namespace emulator
