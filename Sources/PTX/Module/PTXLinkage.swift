/// How a name of a PTX file is seen by others.
public enum PTXLinkage: String, Sendable, Hashable {
  case internalOnly = ""
  case visible
  case extern
  case weak
  case common
}
