package dev.glassine.core.crypto.jca;

import dev.glassine.core.registry.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/**
 * A signature of each scheme over one message, to test providers with. The private keys stand here
 * for everyone to read and protect nothing.
 */
record SignatureAnswer(PublicKey publicKey, PrivateKey privateKey, byte[] signature) {
  /** What is signed. */
  static final byte[] MESSAGE = "known answer".getBytes(StandardCharsets.US_ASCII);

  /** What {@code scheme} signs: {@link #MESSAGE}, or twenty octets in place of a digest. */
  static byte[] message(SignatureScheme scheme) {
    return scheme.isImplied() ? Arrays.copyOf(MESSAGE, 20) : MESSAGE;
  }

  /** The answer for one scheme; the keys are the JDK's, whoever is to be tested. */
  static SignatureAnswer of(SignatureScheme scheme) throws GeneralSecurityException {
    TestKey key = key(scheme);
    byte[] signature = Hex.octets(signature(scheme));
    if (key == TestKey.RSA) {
      return rsa(scheme, signature);
    }
    KeyFactory factory = KeyFactory.getInstance(key.algorithm);
    return new SignatureAnswer(
        factory.generatePublic(new X509EncodedKeySpec(Hex.octets(key.publicKey))),
        factory.generatePrivate(new PKCS8EncodedKeySpec(Hex.octets(key.privateKey))),
        signature);
  }

  /** One RSA key, bound to PSS for the schemes that want it so. */
  private static SignatureAnswer rsa(SignatureScheme scheme, byte[] signature)
      throws GeneralSecurityException {
    RSAPrivateCrtKey key =
        (RSAPrivateCrtKey)
            KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Hex.octets(TestKey.RSA.privateKey)));
    boolean bound = scheme.kind() == SignatureScheme.Kind.RSA_PSS_PSS;
    KeyFactory factory = KeyFactory.getInstance(bound ? "RSASSA-PSS" : "RSA");
    return new SignatureAnswer(
        factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())),
        factory.generatePrivate(
            new RSAPrivateCrtKeySpec(
                key.getModulus(),
                key.getPublicExponent(),
                key.getPrivateExponent(),
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP(),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient())),
        signature);
  }

  private static TestKey key(SignatureScheme scheme) {
    return switch (scheme.kind()) {
      case RSA_PKCS1, RSA_PSS_RSAE, RSA_PSS_PSS -> TestKey.RSA;
      case ECDSA -> {
        if (scheme.equals(SignatureScheme.ECDSA_SECP384R1_SHA384)) {
          yield TestKey.P384;
        }
        yield scheme.equals(SignatureScheme.ECDSA_SECP521R1_SHA512) ? TestKey.P521 : TestKey.P256;
      }
      case EDDSA -> scheme.equals(SignatureScheme.ED25519) ? TestKey.ED25519 : TestKey.ED448;
      case DSA -> TestKey.DSA;
      case OTHER -> throw new IllegalArgumentException(scheme + " is known by name only");
    };
  }

  /** Keys in their standard encodings, SubjectPublicKeyInfo and PKCS #8. */
  private enum TestKey {
    RSA(
        "RSA",
        "",
        """
        308204bd020100300d06092a864886f70d0101010500048204a7308204a30201000282010100d85b
        0f956f1c687ad75851258cf8bf16544c3d63d713bd88c894b1e0c3f67b343e51095baa1064fd3de6
        c49612d3d230216cbd05fa693b2c42c3093556b3357a1cc6db23c9f390dd5106ff9aeb10d1048b54
        fd31969e39f65d9e62218d3ac14adc3db57afecbb9e4166f2548a44ee3a3112affdd3adf27430654
        551a1802638f7d1611fb293d3e8e9f129ba591c76d411338adc1710b391bc24b6fc462ede1496fa6
        b0256af2721ee5d11432a78331a0dcf58ab06380fc627a056b2fc5df8d72fa80aafabf808ddb01f5
        21e73eb00a0108608fad0d22994efc70dc46f2b3bbce45eb777671d6fe006d2df7e9dac0802c82b5
        0d4436c4af8006fab09c5eeddca502030100010282010000e7246201c433156c27a4b30ceb0ed517
        85f7ed9e3ca95a5447f694130d48c757893c0a4363ed1ff76daa9d5bb7c1954cd668d5890d7e5f39
        6a19f43c87e3edbe08006b1e512366210befee2413fe634ff78b54f52574e577cf8ce649f2185369
        26e2c68020b68662a79516c004ca4368736efcebdd798af8904a88a0d805b5561fd407bf177f03d9
        5533b46300074408284787d0457e8baf45a82580e2c92e54a0582142c7a7aff6db8d1d3ed55c55be
        710edb5795a2d20ee2af796934178edd89e53a3396b667d943eabf6bf4e77f708204ec5ef3ee005e
        782959aa0613b7cffb17dd0348cff1fcd46090a012b52bb72384660341436e56ee550b874b5b8102
        818100f04155318dbfd20ab9acb91eb4885a7369ea4d8e3cf7cd29542a44d80dd2e21c7376b9d854
        16e6e693853b93726ac84ed8f6d583f6053ec2fd5c759850600ba0a2f6d5c8821f24df8ba6d4017a
        df176803db4afa6d5703d392729a5e54fff4cb3e0a364c9d07c5690178c6f878a404a59d629233f3
        c041f1329a239a07b1594102818100e688c68bb757e22149f8cdd9fa57a1056d1c1f87297dd49cf4
        9895f262dff71c5133775f6d0cb719dbe03b180094469705959840238f04940fdab30b5bc140572a
        5d97541bc3b266f19c730565e8dbcfc4e904aefefcc478a2201f7074c286ff918ff796454b7efad9
        5917ab0d8eea84441c2832c02f4f8252940dd76f362665028180230be4b98dcbe57fdb05ef1b238a
        a0672594202c1788ae4cd1123968aadb90504627938492ffa43f0e55e912e125e2825df3e3c19429
        bfb601ef72d7fd218590b135008a7730c3d8382ee5ce3176499bcab43a83bd5f6c1778cd6ee743ce
        f28e93463a1582f29741720d8438caa0626d264032c39153024b84ee273358dbee0102818049ec3b
        f65b514402b6aca09db027df4b55247a7ba5f36274fdfddbbf40b35e92e6fae0e1699f752b46954d
        7db1d9da14dd468deeab3856188048f9b6bfb265464e207ac10eb21f07e19bf04a1fd69e7dae3fa6
        2fd3360c6e3e569c9e3be290d56cc0c47c9c35cc3ef5e91aacd0092eec40c6e2a0fb7d703a72ee64
        cddb2c7afd02818100b28dcd159b1545912c1c7e652a4f728ceb7bb88a35aa424a45a1c8d39665fd
        700983af6c74d4fcbe5f3fefe50741df92c2d9e8f211b35ab5981764a48b39cd7d5b93a36dfd6fde
        5a245485788769ef4d43e63423681ed524074b744864df381a886a7c10074221b5ecf61d8cab5699
        1b13ab241fa9e4e23a1ff2bc2574c84c7e"""),
    P256(
        "EC",
        """
        3059301306072a8648ce3d020106082a8648ce3d0301070342000484e1bc9ebf9c1537c1ad250fc6
        bdb5ab9ff05d28b51e48792fe4d06df1e4729bb2755957fb6b8907c02abd8767ceefc473d23942de
        60d5c167e94b19149f8112""",
        """
        3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420bec00b2f8a
        79334720f2aaa4a527cae81b8d097f32ec84adb0a9fec1f11e81ad"""),
    P384(
        "EC",
        """
        3076301006072a8648ce3d020106052b81040022036200042bc0a51cf350ece830a78318552b04a9
        76b5c5158aca0a5d16e66fc81c939a06e52ed4c89c6ee68e2fe859fcbfc33b4743f370985f98aedd
        5e11f29975f8dfe9d8c323b06cdf8e20dbe894916dc6bd336567a6bd58f98f5ce676081e94a0ccf3""",
        """
        304e020100301006072a8648ce3d020106052b8104002204373035020101043022d4fb8d3cb0b5e3
        37c1c69eaf66bf4b733303c0ae139c44abbb554949fdfd122500339519ee69ce48a365f78085c0d2"""),
    P521(
        "EC",
        """
        30819b301006072a8648ce3d020106052b81040023038186000400c24a1fab2b7c9908bb4061ee51
        0d731d5cdb59c2579e6ba9885b0439009c05c0d02e0eb412ce8f476353b1b0756405ec33d9cdcfa0
        fa0648735232bd67ea67e56301056583b17ddf0fb5f8dedb35e363a1766a1850bb092e628eea74a3
        a2874e00c13d1c4a1e280beabf4ca5f884dae6267c749db49148f4a6e76b45e4b49aac4b060f""",
        """
        3060020100301006072a8648ce3d020106052b810400230449304702010104420132bc25edd63c69
        6f08ba261979e704b7934510c254400b40ba8928735b65047674d55f1b5a0fc95f6b8e44dba11588
        1343c8b4e6ff51be9a800ccffed6aa340964"""),
    ED25519(
        "EdDSA",
        """
        302a300506032b65700321004d43ee42fd2602f0e37705d12ab20ca7aea8d83718b9f7ee59b17625
        5630fc4c""",
        """
        302e020100300506032b657004220420afaf3af3d8f0ab768b58def6f9e70aa13554266b6a837706
        93774bc2b0357089"""),
    ED448(
        "EdDSA",
        """
        3043300506032b6571033a00d16f0f8dfe857cb383f97ab238db4ea73843bd8efb391a3dd6997fd7
        22a5d592a278008e4dc139cf520bf1dd368178c7642fca9daf4b193400""",
        """
        3047020100300506032b6571043b0439ce1a08319f89918899c9ace6da5a4ff1c1a6c5832b249644
        fefd67cfdfaba653c20fa79b21940494cfd31df926c2f3e1429b107fe948ef229b"""),
    DSA(
        "DSA",
        """
        308201b73082012c06072a8648ce3804013082011f02818100fd7f53811d75122952df4a9c2eece4
        e7f611b7523cef4400c31e3f80b6512669455d402251fb593d8d58fabfc5f5ba30f6cb9b556cd781
        3b801d346ff26660b76b9950a5a49f9fe8047b1022c24fbba9d7feb7c61bf83b57e7c6a8a6150f04
        fb83f6d3c51ec3023554135a169132f675f3ae2b61d72aeff22203199dd14801c70215009760508f
        15230bccb292b982a2eb840bf0581cf502818100f7e1a085d69b3ddecbbcab5c36b857b97994afbb
        fa3aea82f9574c0b3d0782675159578ebad4594fe67107108180b449167123e84c281613b7cf0932
        8cc8a6e13c167a8b547c8d28e0a3ae1e2bb3a675916ea37f0bfa213562f1fb627a01243bcca4f1be
        a8519089a883dfe15ae59f06928b665e807b552564014c3bfecf492a0381840002818035cbb497fc
        1aa11cf66b631f0f14f293b23749a6fed75c4e3a1550c014a162f0fe258fa6553e641aaf0d659e1e
        4b996637868f0141b19d84946fef3f7af37e9015e662d3863b449c0f1d8f1377ee71203df0361bf5
        ea089dbae23e4b4ef41ae057b12b50cc7a35af201527776888a1ec2fee2dd6f772f4190cb9d1fbe5
        9c4337""",
        """
        3082014b0201003082012c06072a8648ce3804013082011f02818100fd7f53811d75122952df4a9c
        2eece4e7f611b7523cef4400c31e3f80b6512669455d402251fb593d8d58fabfc5f5ba30f6cb9b55
        6cd7813b801d346ff26660b76b9950a5a49f9fe8047b1022c24fbba9d7feb7c61bf83b57e7c6a8a6
        150f04fb83f6d3c51ec3023554135a169132f675f3ae2b61d72aeff22203199dd14801c702150097
        60508f15230bccb292b982a2eb840bf0581cf502818100f7e1a085d69b3ddecbbcab5c36b857b979
        94afbbfa3aea82f9574c0b3d0782675159578ebad4594fe67107108180b449167123e84c281613b7
        cf09328cc8a6e13c167a8b547c8d28e0a3ae1e2bb3a675916ea37f0bfa213562f1fb627a01243bcc
        a4f1bea8519089a883dfe15ae59f06928b665e807b552564014c3bfecf492a041602142c34b16608
        c837a1a867e7c5c47e176ae173db1c""");

    private final String algorithm;
    private final String publicKey;
    private final String privateKey;

    TestKey(String algorithm, String publicKey, String privateKey) {
      this.algorithm = algorithm;
      this.publicKey = publicKey;
      this.privateKey = privateKey;
    }
  }

  private static String signature(SignatureScheme scheme) {
    return switch (scheme.name()) {
      case "rsa_pkcs1_sha1" ->
          """
          7bf95165a7c8465a625a07cc21ff186149594451ffd37553dd868444c4cd02144b3e3ca15ef44fe7
          e0fae0af0a155589264a4c5efba8ac437c41cc2dec2b8e201d5767b496e7aafe25a90254b86f8b8a
          0187463bc6897fed337ff2e89276c50fc706d6adc2650e67e9427c42d1e4d6245296fe5f8a70d4ca
          75c5dca7f6daa882e470a5a8281effd517b275aa052ce77de971ce3c8767cf4747fadf434db5290e
          08686be56e128cd313429b556a8f3855339b0543e6dc240f3bad1d8f1ee862eee9159b8c1e8d9e18
          6fbddd17f7bf6bf92a28efec2b86c9b10328fa47d2e0188c1910778c1f9272bbacad9e3b2f988865
          227ac31f02e1f214c519d536fb42fbd7""";
      case "rsa_pkcs1_sha256" ->
          """
          ac7c420ec2c04ce25620a7b2dedb44685e474a4ec90ccfb0e251e67f4fde70663edd8c541c059b68
          feb54e0e34cc7bee728fded1326ee7fab636b37cb52a4c02a36e23d2fdf37c116935715a0881ad29
          0b6d5bd3d7c8145710d9482d75bb7db523999ac67b0bd51070ec6c8e2d34faa68b5735fac40be6e2
          f3078ea92b81b7e0beeb7dbd2988b1fe475ca6474b2cea25074505e2490f8297eb208667f4044821
          58b416d2ac4893bb1401e816e59a35962326f3089aace7be9a9e48772f6e62d0b52179a2a5de386d
          14c4b81d42801dd66cbad884d6d3cf355d6e787077f896c2ad14a11c2132c8ba55ffafe9ac3029f6
          618c8dc4fa0e8c4752b3ccb739cbde3d""";
      case "rsa_pkcs1_sha384" ->
          """
          47bd5aec35d898ac4da66ae86b6632bc1355b8a5a43f4b92613ca6dd61e2414ead1cd55dfb1677a6
          b43acb7bd594fd7b2569f0432b0f483aa24a72ad9c665b0b3480a18e04a6c00b484daa4988b366b6
          44c24fa6fe099333eda9ac9316a70dbacae811f1b2052032b993aec1be19f5d7e7942dcc0a9e8083
          2c3c353f1360069807702c47a1a150ebdcdfcb2b2977f26799528d5a3442384ca1150651943c6c42
          848e4d685d862491a06e6c436c635eed6d310174c81954fd2bfa0c0c8c9a45f43657811942d41280
          4c59c8ad753106c6db49c9ec63c11b4c6473bdbe4344c37fbe51712e5d33f77dc44ffc6497f36bea
          1cef267a1495b922e22872366b21999b""";
      case "rsa_pkcs1_sha512" ->
          """
          226060e2bcabcb3da6b150ac35714ff222631d8b5736f01d695e927d9f575cab6b6c2143b023b562
          332df48bb805f0e89104247183942cb419976e619d0ba89509eacfd56c3ac20aa605197762a6a179
          ed13d180492ea817646bb7c39906cf103cc8a37ee483b3bdb148f854a71d5d933b7ecf323cb09c29
          f2ac6c87f29257a13738221006acc2938162092337ffaafc24b7226033e0e44a9a2e482a4a5489c8
          bb08d967524911c7fabbf35be769c959789a88520d56ce72fac8ccf2ab01fcadaf518536f73f409e
          a448e58d7434e2d0d8e87082a9ae9e6fac9b5f71ab197b93bd5b2ba1e7f1df9cded88cfde43ff09d
          f3a235c7ffa2753b32083231070d4ff6""";
      case "rsa_pss_rsae_sha256", "rsa_pss_pss_sha256" ->
          """
          33165650102b4e663179017606452d56800a2d41a885fcabbf964d9eff8e718ceee817f631f33546
          2957ae1d74294fe7a3c8bcd79f6829fa095c9dc8e4bacf769c391fe2a90c7ab20101bb14fa866b64
          0bd958d0d660f2f61d50a07eb33385767f792f9390902dd123b1f5dd6d18975c8251c70843b4dbc7
          834efc60ffb7e265b4ea3e9b8a93f191bcc90a63cdc63f835732ea88179f89da97d6348fcb4b629f
          0ef038189f8706859894ced192f3f9f9c2d24cbbc3c0b4cf69d6cc647dcf44350ae1f2ca8d51a999
          262801008a8da2ae1e4830c59bebfd26932ab9d784b25fdf96a1185c029f8e193e98590d20bbde1f
          14939803bed907b22d5dd0321db8dea1""";
      case "rsa_pss_rsae_sha384", "rsa_pss_pss_sha384" ->
          """
          810e99fb7c980f6bd811fa73399bf928f842ab36f4065a7ae8892578c791f6557898a970c2589009
          31cbb6dda736eda35a154bfbf460a7469003ab15d632dadc7aca870906b399031e5f5efa11750a19
          4870e96ea97befbed65a5d63b79a45d716f9aa474b9a1ed32262783cb6dbea33fcccd8fe085d0aef
          b79a6dce41e59ab2aa33b669450a07b2cefaeb190aed837a0bb8f17284dbbcf66f5ec5461c185f3d
          bb7872cb26836c06d1043a8bd97e890b39a8410a2b588fc43c5bda0b5ed6f7e9262b8c6700a6bb38
          f8e9c4f77402a6018899c085ceb376f389b1beea559a5092ed0a01a99766f551bea5f96ba844d0b5
          7015d62e11b911bad5edb8da8e3ec566""";
      case "rsa_pss_rsae_sha512", "rsa_pss_pss_sha512" ->
          """
          a09e0ca29e3a9f17c91d1a4ddbc0b9819f04dec57d4d952de411b7e2f31514eba4fb15ed447960b5
          5a78de8f66700f7fcb0b1b29bd9166394c33a9757b5eeed20665f0f5c39ff85419cd795bf2b6327e
          e18497b11caf90c9e0acb7369b040f37c142a686ed9c5c6badbf0c4b625aefa77f5b64dd201f18d6
          f48aea4c689449bbe4f509fdcce7494563933842811a1afe77b95ab43e3ea311f7ba1c06834d7620
          ce3b204b7dfa3787caa70bf7fa5f15a9969127665facf03a9adcfc19c3e71a3bf68c0ff0b411e7ac
          b623ee3f3e538820b375af7faf90d157a2dfd06acab8cf560ab1148f8dfa9cd02957664e81d20465
          d627a01b1a3e873f0927f3f16a4f49d4""";
      case "ecdsa_secp256r1_sha256" ->
          """
          304502204c4aa932febd3fc0a1fb0c24d8019520ce5b22a932e662e36929df7707d0ab26022100f3
          ac54c8f0c48575de6d2a5da62baa0efefeec1961625fc1675a1acb8ff39100""";
      case "ecdsa_sha1" ->
          """
          304402202888a9643052aaa5d9e28c1787a7fa144512abe28fef1033db6c411d5743416602205112
          588223073be19eb1ffe99c0dbc164de100be227c19eb71f03992958a47fb""";
      case "ecdsa_secp384r1_sha384" ->
          """
          3064023037df97d7a470aeacc2768f101d61219804590536b1f0d55e1e31240ea0bf0c5981f9deee
          ecf7e11fe0bceb36b37882d702303df2d9183f30d65516108cc25caf4babe95f09712eb5b8a3ef31
          f682c712f347300e7b174ed10aa555b8998cc80ce678""";
      case "ecdsa_secp521r1_sha512" ->
          """
          30818802420161379a4328a7a7184c3233744abc81f4ca266521157d60c461125e0c12317a7372a8
          7e178d02967280972647777d5f871b4ef788c41c1d8786f637b774184f1f6d024201a15d50faea88
          8adf7a185c82147a247c5eb64fc76bd2424fb43573be5ed704352735003060261579a911e587e972
          612fd311b2ff891deb31ef946da99c990ea100""";
      case "ed25519" ->
          """
          d0369d39ef37df5637d310f9532aae35c02c4e39ef8039fcd257d58b0bc1ad5d12bca515ec276d22
          4e67292ac2a5f78ce81fc6883e32d9e4d6bdee5d61cf3f0c""";
      case "ed448" ->
          """
          3691fd11f011828726042bd6e19a9bc700f95226225efac79d1304234d26d2fff0cf8059a78de1f3
          9a52afff579d106c46644fe895f922dc00e55ae09e3128cfecdbbbdefc9b3d78180ea8cf6174aadb
          ab4d9e54c245d4103aaefa2e4b6190672f6734738223ed240fc7d6e4ba3b04ad1400""";
      case "dsa_sha1" ->
          """
          302c02145533eecd7948975a4726fbb80a7a74c26ca60b9102144d37375a63517ca9f5c3368e50c2
          be291930a41e""";
      case "dsa_sha256" ->
          """
          302c0214435c1c9930f4620dfb0c50c5b100ec6a09de37a502145266760fb5aa5570a272deb5397f
          fdf22153572e""";
      case "rsa_md5_sha1", "rsa_md5_digest_info" ->
          """
          b7af2cfc79746e4af87bfebbdf6fdc1cbb21b4d1a41b7ddb389b2251a767078b918e07e6801cca6e
          4ed95420a1e3cd55708e4c1b9a58a09affbbbb3ffa803ebfd02d1b85d54adc795e1cadd757d54fc4
          592105d7de32a053ba19812957b5b6873f301a5a536dae95e6e2bd33355da3586e58357eae5cdeed
          e7ff76b71aaee4da7413a10a64cd16e4bc82160c2c9071c41b1546583b3cb80cd087519e822348ff
          6b096e5bda7e5445f778288f32a140202849b0ad9344800d08f06784905b12ecb64f74e2e3dec90f
          5f59164dc4209f6ccd4b16f939166712e628317a3570b31080267249cccb8a2aa986b4ed45575912
          bd21c96d3594f27ab682253ee1597f0d""";
      case "ecdsa_sha1_digest" ->
          """
          3046022100950e8a028a305fc968c5ae30aa176ffa017179d143d35c2325353ef4bbbf54d1022100
          d3d7a4162a1f0dba59319e42d29742154d8abf852cf2fac2132b5172069f0d06""";
      case "dsa_sha1_digest" ->
          """
          302c021445d40200a85019e22c232428577bf8821d263fc5021461d451fe72cdd914d6c286f49d68
          8459ca5122da""";
      default -> throw new IllegalArgumentException(scheme + " has no known answer");
    };
  }
}
