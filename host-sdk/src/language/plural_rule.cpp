#include "plural_rule.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace host_sdk {

/// An expression of C in the variable n.
struct PluralRule::Node {
  enum class Kind : std::uint8_t { number, variable, negation, operation, condition };
  Kind kind = Kind::number;
  std::uint64_t number = 0;
  /// Of an operation: "%", "==", "&&".
  std::string_view symbol{};
  std::unique_ptr<Node> first{};
  std::unique_ptr<Node> second{};
  std::unique_ptr<Node> third{};
};

namespace {

using Node = PluralRule::Node;
using Kind = Node::Kind;

std::invalid_argument malformed(std::string_view rule) {
  return std::invalid_argument("malformed plural rule: " + std::string(rule));
}

/// By precedence, the weakest first. Within a level, no symbol begins with a later one.
constexpr std::array<std::array<std::string_view, 4>, 6> kLevels = {
    {{"||"}, {"&&"}, {"==", "!="}, {"<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"}}};
constexpr int kDeepest = 50;

class Parser {
 public:
  Parser(std::string_view text, std::string_view rule) : text_(text), rule_(rule) {}

  std::unique_ptr<Node> parse() {
    auto root = condition();
    if (!next().empty()) throw malformed(rule_);
    return root;
  }

 private:
  std::string_view next() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\t')) text_.remove_prefix(1);
    return text_;
  }
  bool take(std::string_view symbol) {
    if (symbol.empty() || !next().starts_with(symbol)) return false;
    text_.remove_prefix(symbol.size());
    return true;
  }

  std::unique_ptr<Node> condition() {
    if (++depth_ > kDeepest) throw malformed(rule_);
    auto node = operation(0);
    if (take("?")) {
      auto whole = std::make_unique<Node>(Node{Kind::condition});
      whole->first = std::move(node);
      whole->second = condition();
      if (!take(":")) throw malformed(rule_);
      whole->third = condition();
      node = std::move(whole);
    }
    --depth_;
    return node;
  }

  std::unique_ptr<Node> operation(std::size_t level) {
    if (level == kLevels.size()) return operand();
    auto node = operation(level + 1);
    while (const auto symbol = symbol_of(level)) {
      auto whole = std::make_unique<Node>(Node{Kind::operation, 0, *symbol});
      whole->first = std::move(node);
      whole->second = operation(level + 1);
      node = std::move(whole);
    }
    return node;
  }

  std::optional<std::string_view> symbol_of(std::size_t level) {
    for (const std::string_view symbol : kLevels.at(level))
      if (take(symbol)) return symbol;
    return {};
  }

  std::unique_ptr<Node> operand() {
    if (take("n")) return std::make_unique<Node>(Node{Kind::variable});
    if (take("!")) {
      if (++depth_ > kDeepest) throw malformed(rule_);
      auto node = std::make_unique<Node>(Node{Kind::negation});
      node->first = operand();
      --depth_;
      return node;
    }
    if (take("(")) {
      auto inner = condition();
      if (!take(")")) throw malformed(rule_);
      return inner;
    }
    const std::string_view digits = next();
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{}) throw malformed(rule_);
    text_.remove_prefix(static_cast<std::size_t>(end - digits.data()));
    return std::make_unique<Node>(Node{Kind::number, number});
  }

  std::string_view text_;
  std::string_view rule_;
  int depth_ = 0;
};

std::uint64_t calculate(std::string_view symbol, std::uint64_t a, std::uint64_t b) {
  if (symbol == "==") return a == b ? 1 : 0;
  if (symbol == "!=") return a != b ? 1 : 0;
  if (symbol == "<=") return a <= b ? 1 : 0;
  if (symbol == ">=") return a >= b ? 1 : 0;
  if (symbol == "<") return a < b ? 1 : 0;
  if (symbol == ">") return a > b ? 1 : 0;
  if (symbol == "+") return a + b;
  if (symbol == "-") return a - b;
  if (symbol == "*") return a * b;
  if (b == 0) return 0;
  return symbol == "/" ? a / b : a % b;
}

std::uint64_t evaluate(const Node& node, std::uint64_t n) {
  switch (node.kind) {
    case Kind::number:
      return node.number;
    case Kind::variable:
      return n;
    case Kind::negation:
      return evaluate(*node.first, n) == 0 ? 1 : 0;
    case Kind::condition:
      return evaluate(evaluate(*node.first, n) != 0 ? *node.second : *node.third, n);
    case Kind::operation:
      break;
  }
  const std::uint64_t first = evaluate(*node.first, n);
  if (node.symbol == "||") return first != 0 || evaluate(*node.second, n) != 0 ? 1 : 0;
  if (node.symbol == "&&") return first != 0 && evaluate(*node.second, n) != 0 ? 1 : 0;
  return calculate(node.symbol, first, evaluate(*node.second, n));
}

/// The text after `name` up to the next semicolon.
std::string_view value_of(std::string_view rule, std::string_view name) {
  const auto at = rule.find(name);
  if (at == std::string_view::npos) throw malformed(rule);
  const std::string_view rest = rule.substr(at + name.size());
  return rest.substr(0, rest.find(';'));
}

}  // namespace

PluralRule::PluralRule() : PluralRule("nplurals=2; plural=n != 1;") {}

PluralRule::PluralRule(std::string_view rule) {
  const std::string_view count = value_of(rule, "nplurals=");
  const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), forms_);
  if (error != std::errc{} || forms_ == 0 || forms_ > 10) throw malformed(rule);
  root_ = Parser(value_of(rule, "plural="), rule).parse();
}

PluralRule::~PluralRule() = default;
PluralRule::PluralRule(PluralRule&&) noexcept = default;
PluralRule& PluralRule::operator=(PluralRule&&) noexcept = default;

std::size_t PluralRule::form(std::int64_t number) const {
  const auto size = number < 0 ? -static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  const std::uint64_t form = evaluate(*root_, size);
  return form < forms_ ? static_cast<std::size_t>(form) : 0;
}

}  // namespace host_sdk
